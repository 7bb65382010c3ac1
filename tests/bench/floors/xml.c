/* The floor under reading: a bare SAX2 pass of libxml2 over a file, which counts its elements and
 * does nothing else. xml FILE */
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

static long elements;

static void start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespaces, const xmlChar **declared, int count, int defaulted,
                  const xmlChar **attributes)
{
    (void)data, (void)name, (void)prefix, (void)uri, (void)namespaces, (void)declared, (void)count,
        (void)defaulted;
    (void)attributes;
    elements++;
}

static void text(void *data, const xmlChar *bytes, int length)
{
    (void)data, (void)bytes, (void)length;
}

int main(int argc, char **argv)
{
    static char block[1 << 16];
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC, .startElementNs = start, .characters = text};
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file)
        return 64;
    xmlParserCtxt *parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, argv[1]);
    xmlCtxtUseOptions(parser, XML_PARSE_HUGE);
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        xmlParseChunk(parser, block, (int)got, 0);
    int fault = xmlParseChunk(parser, NULL, 0, 1);
    xmlFreeParserCtxt(parser);
    fclose(file);
    printf("%ld\n", elements);
    return fault != 0;
}
