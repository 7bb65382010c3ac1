<?xml version="1.0" encoding="UTF-8"?>
<!-- The document for FOP: the words and figures of the XML, set as griffie sets them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:fox="http://xmlgraphics.apache.org/fop/extensions" xmlns:svg="http://www.w3.org/2000/svg">
  <xsl:decimal-format decimal-separator="," grouping-separator="." minus-sign="&#x2212;"/>
  <xsl:variable name="running" select="concat(/report/@organisation, ' – ', /report/@title)"/>

  <xsl:template match="/report">
    <fo:root xml:lang="nl" language="nl" font-family="Open Sans" font-size="10pt" line-height="14pt">
      <fo:layout-master-set>
        <fo:simple-page-master master-name="cover" page-width="210mm" page-height="297mm" margin="25mm">
          <fo:region-body margin-top="50mm"/>
        </fo:simple-page-master>
        <fo:simple-page-master master-name="body" page-width="210mm" page-height="297mm" margin="0 25mm">
          <fo:region-body margin="25mm 0"/>
          <fo:region-before extent="20mm" display-align="after"/>
          <fo:region-after extent="20mm"/>
        </fo:simple-page-master>
      </fo:layout-master-set>
      <fo:declarations>
        <x:xmpmeta xmlns:x="adobe:ns:meta/">
          <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <dc:title><xsl:value-of select="@title"/></dc:title>
            </rdf:Description>
          </rdf:RDF>
        </x:xmpmeta>
      </fo:declarations>
      <fo:bookmark-tree>
        <xsl:for-each select="chapter">
          <fo:bookmark internal-destination="c{@n}">
            <fo:bookmark-title><xsl:value-of select="concat(@n, ' ', @title)"/></fo:bookmark-title>
          </fo:bookmark>
        </xsl:for-each>
      </fo:bookmark-tree>
      <fo:page-sequence master-reference="cover">
        <fo:flow flow-name="xsl-region-body" hyphenate="true">
          <fo:block background-color="#1b3a5c" color="white" padding="4mm" margin="0">
            <fo:block font-size="26pt" line-height="34pt" font-weight="bold" role="H1"><xsl:value-of select="@title"/></fo:block>
            <fo:block font-size="14pt" line-height="20pt"><xsl:value-of select="@subtitle"/></fo:block>
          </fo:block>
          <fo:block font-size="12pt" space-before="8mm"><xsl:value-of select="@organisation"/></fo:block>
          <fo:block font-size="12pt" space-after="4mm"><xsl:value-of select="@date"/></fo:block>
          <fo:block text-align="justify"><xsl:value-of select="intro"/></fo:block>
        </fo:flow>
      </fo:page-sequence>
      <fo:page-sequence master-reference="body">
        <fo:static-content flow-name="xsl-region-before" role="artifact">
          <fo:block font-size="8pt" color="#1b3a5c" text-align="end" margin-right="0"><xsl:value-of select="$running"/></fo:block>
        </fo:static-content>
        <fo:static-content flow-name="xsl-region-after" role="artifact">
          <fo:block font-size="8pt" text-align="center"><fo:page-number/></fo:block>
        </fo:static-content>
        <fo:static-content flow-name="xsl-footnote-separator">
          <fo:block><fo:leader leader-pattern="rule" leader-length="136pt" rule-thickness="0.5pt"/></fo:block>
        </fo:static-content>
        <fo:flow flow-name="xsl-region-body" hyphenate="true" text-align="justify" widows="2" orphans="2">
          <fo:block xsl:use-attribute-sets="heading">Inhoud</fo:block>
          <xsl:for-each select="chapter">
            <fo:block text-align-last="justify" hyphenate="false">
              <fo:basic-link internal-destination="c{@n}" fox:alt-text="{@title}">
                <xsl:value-of select="concat(@n, ' ', @title, ' ')"/><fo:leader leader-pattern="dots"/>
                <fo:page-number-citation ref-id="c{@n}"/>
              </fo:basic-link>
            </fo:block>
          </xsl:for-each>
          <xsl:apply-templates select="chapter"/>
        </fo:flow>
      </fo:page-sequence>
    </fo:root>
  </xsl:template>

  <xsl:attribute-set name="heading">
    <xsl:attribute name="role">H1</xsl:attribute>
    <xsl:attribute name="font-size">18pt</xsl:attribute>
    <xsl:attribute name="line-height">22pt</xsl:attribute>
    <xsl:attribute name="font-weight">bold</xsl:attribute>
    <xsl:attribute name="color">#1b3a5c</xsl:attribute>
    <xsl:attribute name="space-before">16pt</xsl:attribute>
    <xsl:attribute name="space-after">10pt</xsl:attribute>
    <xsl:attribute name="hyphenate">false</xsl:attribute>
    <xsl:attribute name="text-align">start</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:attribute-set name="caption">
    <xsl:attribute name="font-size">9pt</xsl:attribute>
    <xsl:attribute name="font-style">italic</xsl:attribute>
    <xsl:attribute name="space-before">3pt</xsl:attribute>
    <xsl:attribute name="space-after">3pt</xsl:attribute>
    <xsl:attribute name="keep-with-next.within-page">always</xsl:attribute>
  </xsl:attribute-set>

  <xsl:template match="chapter">
    <fo:block id="c{@n}" xsl:use-attribute-sets="heading"><xsl:value-of select="concat(@n, ' ', @title)"/></fo:block>
    <xsl:for-each select="p">
      <fo:block space-after="5pt"><xsl:value-of select="text()"/><xsl:apply-templates select="note"/></fo:block>
      <xsl:if test="position() = 2">
        <fo:list-block provisional-distance-between-starts="4mm" start-indent="4mm" space-after="5pt">
          <xsl:for-each select="../point">
            <fo:list-item>
              <fo:list-item-label end-indent="label-end()"><fo:block>•</fo:block></fo:list-item-label>
              <fo:list-item-body start-indent="body-start()"><fo:block><xsl:value-of select="."/></fo:block></fo:list-item-body>
            </fo:list-item>
          </xsl:for-each>
        </fo:list-block>
      </xsl:if>
      <xsl:if test="position() = 3"><xsl:apply-templates select="../chart"/></xsl:if>
      <xsl:if test="position() = 4"><xsl:apply-templates select="../table"/></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="note">
    <fo:footnote>
      <fo:inline font-size="6.5pt" baseline-shift="super"><xsl:value-of select="../../@n"/></fo:inline>
      <fo:footnote-body>
        <fo:block font-size="8.5pt" line-height="12pt"><xsl:value-of select="concat(../../@n, ' ', .)"/></fo:block>
      </fo:footnote-body>
    </fo:footnote>
  </xsl:template>

  <xsl:template match="chart">
    <fo:block xsl:use-attribute-sets="caption"><xsl:value-of select="concat('Figuur ', ../@n, ': ', @title)"/></fo:block>
    <fo:block space-after="8pt">
      <fo:instream-foreign-object fox:alt-text="{@alt}">
        <svg:svg width="453pt" height="160pt" viewBox="0 0 453 160" font-family="Open Sans" font-size="8">
          <xsl:for-each select="(//*)[position() &lt; 7]">
            <xsl:variable name="mark" select="position() - 1"/>
            <svg:path d="M30 {145 - 26 * $mark}H453" stroke="#c8c8c8" stroke-width=".5"/>
            <svg:text x="25" y="{148 - 26 * $mark}" text-anchor="end"><xsl:value-of select="$mark * 50"/></svg:text>
          </xsl:for-each>
          <xsl:for-each select="bar">
            <xsl:variable name="x" select="70 * position() - 30"/>
            <xsl:variable name="high" select="130 * @value div 250"/>
            <svg:rect x="{$x}" y="{145 - $high}" width="50" height="{$high}" fill="#1b3a5c"/>
            <svg:text x="{$x + 25}" y="{141 - $high}" text-anchor="middle"><xsl:value-of select="@value"/></svg:text>
            <svg:text x="{$x + 25}" y="157" text-anchor="middle"><xsl:value-of select="@name"/></svg:text>
          </xsl:for-each>
        </svg:svg>
      </fo:instream-foreign-object>
    </fo:block>
  </xsl:template>

  <xsl:template match="table">
    <fo:block xsl:use-attribute-sets="caption"><xsl:value-of select="concat('Tabel ', ../@n, ': ', @title)"/></fo:block>
    <fo:table table-layout="fixed" width="160mm" font-size="8pt" line-height="8.2pt" space-after="8pt" text-align="end">
      <fo:table-column column-width="44mm"/>
      <fo:table-column column-width="24mm" number-columns-repeated="3"/>
      <fo:table-column column-width="22mm" number-columns-repeated="2"/>
      <fo:table-header background-color="#1b3a5c" color="white" font-weight="bold">
        <fo:table-row>
          <fo:table-cell padding="3pt" text-align="start"><fo:block>Taak</fo:block></fo:table-cell>
          <fo:table-cell padding="3pt"><fo:block>Begroting</fo:block></fo:table-cell>
          <fo:table-cell padding="3pt"><fo:block>Bijgesteld</fo:block></fo:table-cell>
          <fo:table-cell padding="3pt"><fo:block>Werkelijk</fo:block></fo:table-cell>
          <fo:table-cell padding="3pt"><fo:block>Verschil</fo:block></fo:table-cell>
          <fo:table-cell padding="3pt"><fo:block>Reserve</fo:block></fo:table-cell>
        </fo:table-row>
      </fo:table-header>
      <fo:table-body>
        <xsl:for-each select="line">
          <fo:table-row keep-together.within-page="always">
            <xsl:if test="position() mod 2 = 0"><xsl:attribute name="background-color">#eef3f8</xsl:attribute></xsl:if>
            <fo:table-cell padding="3pt" text-align="start"><fo:block><xsl:value-of select="@name"/></fo:block></fo:table-cell>
            <xsl:for-each select="@budget | @revised | @actual | @result | @reserve">
              <fo:table-cell padding="3pt"><fo:block>€&#xa0;<xsl:value-of select="format-number(., '#.##0')"/></fo:block></fo:table-cell>
            </xsl:for-each>
          </fo:table-row>
        </xsl:for-each>
        <fo:table-row font-weight="bold" border-top="0.8pt solid #1b3a5c">
          <fo:table-cell padding="3pt" text-align="start"><fo:block>Totaal</fo:block></fo:table-cell>
          <xsl:variable name="lines" select="line"/>
          <xsl:for-each select="line[1]/@budget | line[1]/@revised | line[1]/@actual | line[1]/@result | line[1]/@reserve">
            <xsl:variable name="name" select="name()"/>
            <fo:table-cell padding="3pt">
              <fo:block>€&#xa0;<xsl:value-of select="format-number(sum($lines/@*[name() = $name]), '#.##0')"/></fo:block>
            </fo:table-cell>
          </xsl:for-each>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>
</xsl:stylesheet>
