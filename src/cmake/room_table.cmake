# One row a room: which rooms it may enter. Foreign libraries: who owns them, and by which header.
set(GR_ROOMS base language xml dataset contract document format syntax style template markdown expr source derive chart eval text
             image pack layout sheets pdf xlsx html schedule json readback
             journal process store mail plan provenance migrate changes output load edition lookback trace notify batch cli)
set(GR_COMPOSES output load edition batch) # they put others together: no limit to how many they enter
set(GR_ENTERS_base)
set(GR_ENTERS_language base)
set(GR_ENTERS_xml base language pack)
set(GR_ENTERS_dataset base)
set(GR_ENTERS_source base language xml dataset pack syntax expr)
set(GR_ENTERS_contract base dataset format)
set(GR_ENTERS_document base chart)
set(GR_ENTERS_format base dataset)
set(GR_ENTERS_syntax base)
set(GR_ENTERS_style base xml document syntax)
set(GR_ENTERS_template base language xml document syntax)
set(GR_ENTERS_markdown base language xml template)
set(GR_ENTERS_expr base language dataset format syntax)
set(GR_ENTERS_derive base dataset format template expr)
set(GR_ENTERS_chart base)
set(GR_ENTERS_eval base format derive expr template document chart)
set(GR_ENTERS_text base)
set(GR_ENTERS_image base)
set(GR_ENTERS_pack base)
set(GR_ENTERS_layout base document chart text image)
set(GR_ENTERS_sheets base document chart format)
set(GR_ENTERS_pdf base layout text image pack)
set(GR_ENTERS_xlsx base format sheets document chart pack xml)
set(GR_ENTERS_html base document)
set(GR_ENTERS_readback base pack pdf)
set(GR_ENTERS_schedule base xml)
set(GR_ENTERS_json base)
set(GR_ENTERS_journal base json)
set(GR_ENTERS_process base)
set(GR_ENTERS_store base pack json)
set(GR_ENTERS_mail base pack schedule store)
set(GR_ENTERS_plan base schedule)
set(GR_ENTERS_provenance base dataset document pack journal json store)
set(GR_ENTERS_changes base dataset document format journal json provenance)
set(GR_ENTERS_output base document layout sheets pdf xlsx store)
set(GR_ENTERS_load base xml expr source contract style eval markdown text pack json store provenance plan)
set(GR_ENTERS_edition base pack readback process store format journal json plan provenance changes output load)
set(GR_ENTERS_lookback base schedule json journal store plan provenance)
set(GR_ENTERS_trace base pack readback json store)
set(GR_ENTERS_notify base document format html mail plan lookback)
set(GR_ENTERS_migrate base json pack plan provenance store xml)
set(GR_ENTERS_batch base language xml dataset source contract format style template markdown expr derive document chart eval text
                    image pack layout sheets pdf xlsx html schedule journal
                    json process store mail plan provenance migrate changes output load edition lookback trace notify)
set(GR_ENTERS_cli base batch)
set(GR_ENTERS_packaging base xml schedule) # no room: a program of the build

set(GR_FOREIGN_language icu)
set(GR_FOREIGN_xml xml2)
set(GR_FOREIGN_markdown cmark)
set(GR_FOREIGN_text harfbuzz hbsubset fribidi hyphen)
set(GR_FOREIGN_image png jpeg)
set(GR_FOREIGN_pack deflate zip crypto archive)
set(GR_FOREIGN_pdf haru)
set(GR_FOREIGN_xlsx xlsxwriter)
set(GR_FOREIGN_journal sqlite)
set(GR_FOREIGN_json jansson)
set(GR_FOREIGN_process seccomp)
set(GR_FIRST_xlsx xlsxwriter.h) # it defines macros with functions that we ban

# header prefix -> the one room that may include it
set(GR_HEADER_OWNERS "unicode/=language" "libxml/=xml" "cmark=markdown" "hb=text" "fribidi=text" "hyphen=text" "png=image" "jpeglib=image"
                     "jerror=image" "sqlite3=journal" "jansson=json" "libdeflate=pack" "zip.h=pack" "openssl/=pack" "archive=pack" "hpdf=pdf" "xlsxwriter=xlsx"
                     "seccomp=process")
