/* Paths of source descriptors: what each of them reads, what is held until it is known, and what is
 * said when a path cannot be read or an export does not keep to it. */
#include "try.h"

#define OPEN "<source xmlns='urn:griffie:source:1' id='s'><match root='r'/>"
#define HEAD OPEN "\n"
#define SET(r) \
    "<dataset name='d' records=\"" r "\" key='id' shared='yes'><field name='id' type='text'/>"
#define TEXT(name, path)  "<field name='" name "' path=\"" path "\" type='text'/>"
#define MAYBE(name, path) "<field name='" name "' path=\"" path "\" type='text' optional='yes'/>"
#define TAIL              "</dataset></source>"

typedef struct path_case {
    const char *name, *descriptor, *input;
    const char *want; /* the end of the dump; of a fault, a part of what is said */
} path_case;

#define ROWS(fields)  HEAD SET("row") fields TAIL
#define BELOW(fields) HEAD SET("g/row") fields TAIL
#define NAMED                                                     \
    HEAD "<dataset name='d' records='row' key='id' shared='yes'>" \
         "<field name='id' path=\"f[@name='id']\" type='text'/>"  \
         "<field name='sum' path=\"f[@name='amount']\" type='money' optional='yes'/>"

static const path_case good[] = {
    /* ancestors */
    {"an ancestor's element before", BELOW(TEXT("v", "../v")),
     "<r><g><v>a</v><row id='1'/><row id='2'/></g><g><v>b</v><row id='3'/></g></r>",
     "= 1 | a\n  = 2 | a\n  = 3 | b"},
    {"an ancestor's element behind", BELOW(TEXT("v", "../v")),
     "<r><g><row id='1'/><row id='2'/><v>a</v><row id='3'/></g><g><row id='4'/><v>b</v></g></r>",
     "= 1 | a\n  = 2 | a\n  = 3 | a\n  = 4 | b"},
    {"an ancestor's element that is not there", BELOW(MAYBE("v", "../v")),
     "<r><g><row id='1'/></g><g><row id='2'/><v>b</v></g><g><row id='3'/></g></r>",
     "= 1 | (missing)\n  = 2 | b\n  = 3 | (missing)"},
    {"in an element beside", BELOW(TEXT("v", "../../head/@v") TEXT("w", "../../head/w")),
     "<r><head v='1'><w>x</w></head><g><row id='1'/></g></r>", "= 1 | 1 | x"},
    {"in an element beside, behind", BELOW(TEXT("v", "../../head/@v") TEXT("w", "../../head/w")),
     "<r><g><row id='1'/></g><head v='1'><w>x</w></head></r>", "= 1 | 1 | x"},
    {"of two ancestors", BELOW(TEXT("v", "../v") MAYBE("w", "../../w")),
     "<r><g><row id='1'/><v>a</v></g><g><v>b</v><row id='2'/></g><w>z</w></r>",
     "= 1 | a | z\n  = 2 | b | z"},
    {"order stays when some wait", BELOW(MAYBE("v", "../v")),
     "<r><g><row id='1'/><v>a</v></g><g><v>b</v><row id='2'/></g></r>", "= 1 | a\n  = 2 | b"},
    {"the text of an ancestor", BELOW(TEXT("v", "../text()")), "<r><g>x<row id='1'/></g></r>",
     "= 1 | x"},
    {"ahead", BELOW("<field name='v' path='../v' type='text' optional='yes' ahead='yes'/>"),
     "<r><g><v>a</v><row id='1'/></g><g><row id='2'/></g></r>", "= 1 | a\n  = 2 | (missing)"},
    {"a default", BELOW("<field name='v' path='../v' type='text' default='-'/>"),
     "<r><g><row id='1'/></g><g><row id='2'/><v>x</v></g></r>", "= 1 | -\n  = 2 | x"},
    /* names and texts */
    {"the name of the element", HEAD SET("a | b") TEXT("kind", "name()") TAIL,
     "<r><a id='1'/><b id='2'/></r>", "= 1 | a\n  = 2 | b"},
    {"records of any name", HEAD SET("*") TEXT("kind", "name()") TAIL,
     "<r><a id='1'/><b id='2'/></r>", "= 1 | a\n  = 2 | b"},
    {"any name but those read otherwise",
     HEAD "<as-of path='when'/><ignore path='note'/>" SET("*") TEXT("kind", "name()") TAIL,
     "<r><when>2022-01-01</when><a id='1'/><note/><b id='2'/></r>", "= 1 | a\n  = 2 | b"},
    {"the name of an ancestor", HEAD SET("*/row") TEXT("g", "../name()") TAIL,
     "<r><x><row id='1'/></x><y><row id='2'/></y></r>", "= 1 | x\n  = 2 | y"},
    {"text beside elements", ROWS(TEXT("v", "text()") MAYBE("w", "w")),
     "<r><row id='1'>a <w>b</w></row></r>", "= 1 | a | b"},
    {"text of an element inside", ROWS(TEXT("v", "v/text()")), "<r><row id='1'><v>a</v></row></r>",
     "= 1 | a"},
    /* alternatives */
    {"one or the other", ROWS(TEXT("v", "a | b/@c")),
     "<r><row id='1'><a>x</a></row><row id='2'><b c='y'/></row></r>", "= 1 | x\n  = 2 | y"},
    {"an empty one is none", ROWS(TEXT("v", "a|b")),
     "<r><row id='1'><a/><b>x</b></row><row id='2'><a>y</a><b/></row></r>", "= 1 | x\n  = 2 | y"},
    {"alternatives in an ancestor", BELOW(TEXT("v", "../a | ../b")),
     "<r><g><row id='1'/><b>x</b></g><g><a>y</a><row id='2'/></g></r>", "= 1 | x\n  = 2 | y"},
    {"records at two places", HEAD SET("a/row | b/c/row") MAYBE("g", "../@g") TAIL,
     "<r><a g='1'><row id='1'/></a><b><c g='2'><row id='2'/></c></b></r>", "= 1 | 1\n  = 2 | 2"},
    /* predicates on attributes */
    {"rows of names and values", NAMED TAIL,
     "<r><row><f name='id'>1</f><f name='amount'>5</f></row><row><f name='id'>2</f></row></r>",
     "= 1 | 5.00 EUR\n  = 2 | (missing)"},
    {"names that are ignored",
     HEAD "<ignore path=\"f[@name='x']\"/>" SET("row") TEXT("v", "f[@name = 'v']") TAIL,
     "<r><row id='1'><f name='x'><y/></f><f name='v'>a</f></row></r>", "= 1 | a"},
    {"other names are ignored", HEAD "<ignore path='f'/>" SET("row") TEXT("v", "f[@n='v']") TAIL,
     "<r><row id='1'><f n='x'>z</f><f>y</f><f n='v'>a</f></row></r>", "= 1 | a"},
    {"not equal", ROWS(TEXT("v", "f[@n!='x']") MAYBE("w", "f[@n='x']")),
     "<r><row id='1'><f n='x'>z</f><f n='v'>a</f></row></r>", "= 1 | a | z"},
    {"and", ROWS(TEXT("v", "f[@a='1' and @b='2']") MAYBE("w", "f[@a='1'][@b='3']")),
     "<r><row id='1'><f a='1' b='3'>z</f><f a='1' b='2'>a</f></row></r>", "= 1 | a | z"},
    {"an attribute that stands", ROWS(TEXT("v", "f[@a]") MAYBE("w", "f[@b]/@c")),
     "<r><row id='1'><f a=''>z</f><f b='x' c='y'/></row></r>", "= 1 | z | y"},
    {"an attribute of the tested element", ROWS(TEXT("v", "f[@n='v']/@unit")),
     "<r><row id='1'><f n='v' unit='kg'/></row></r>", "= 1 | kg"},
    {"white space in what is compared", ROWS(TEXT("v", "f[@n='a b']")),
     "<r><row id='1'><f n=' a  b'>x</f></row></r>", "= 1 | x"},
    {"records by an attribute", HEAD "<ignore path='row'/>" SET("row[@t='a']") TAIL,
     "<r><row t='a' id='1'/><row t='b' id='2'><x/></row><row t='a' id='3'/></r>", "= 1\n  = 3"},
    {"an attribute further up",
     HEAD SET("g[@t='a']/row") "</dataset>"
                               "<dataset name='e' records=\"g[@t='b']/line\" key='id' shared='yes'>"
                               "<field name='id' type='text'/>" TAIL,
     "<r><g t='a'><row id='1'/></g><g t='b'><line id='2'/></g></r>",
     "= 1\ndataset e key id shared\n  id text\n  = 2"},
    /* predicates on children */
    {"a child that comes later",
     ROWS(TEXT("v", "f[type='C']/amount") MAYBE("w", "f[type='D']/amount")),
     "<r><row id='1'><f><amount>1</amount><type>C</type></f><f><type>D</type><amount>2</amount></f>"
     "</row></r>",
     "= 1 | 1 | 2"},
    {"records by a child",
     HEAD "<dataset name='c' records=\"row[type='C']\" key='id' shared='yes'>"
          "<field name='id' type='text'/><field name='a' type='text'/></dataset>"
          "<dataset name='d' records=\"row[type='D']\" key='id' shared='yes'>"
          "<field name='id' type='text'/><field name='b' type='text'/>" TAIL,
     "<r><row><id>1</id><a>x</a><type>C</type></row><row><type>D</type><id>2</id><b>y</b></row>"
     "<row><id>3</id><type>C</type><a>z</a></row></r>",
     "= 1 | x\n  = 3 | z\ndataset d key id shared\n  id text\n  b text\n  = 2 | y"},
    {"records below a child that comes later",
     HEAD "<ignore path='g'/>" SET("g[kind='x']/row") TAIL,
     "<r><g><row id='1'/><row id='2'/><kind>x</kind><row id='3'/></g>"
     "<g><row id='4'><y/></row><kind>y</kind><row id='5'><y/></row></g>"
     "<g><row id='6'/></g><g><kind>x</kind><row id='7'/></g></r>",
     "= 1\n  = 2\n  = 3\n  = 7"},
    {"an attribute of a child", ROWS(TEXT("v", "f[k/@t='1']/v")),
     "<r><row id='1'><f><v>a</v><k t='1'/></f></row></r>", "= 1 | a"},
    {"a child of a child", ROWS(TEXT("v", "f[k/l='1']/v")),
     "<r><row id='1'><f><k><l>1</l></k><v>a</v></f></row></r>", "= 1 | a"},
    {"a child that stands", HEAD "<ignore path='f'/>" SET("row") TEXT("v", "f[x]/v") TAIL,
     "<r><row id='1'><f><v>b</v></f><f><v>a</v><x/></f></row></r>", "= 1 | a"},
    {"its own text", ROWS(TEXT("v", "f[.='a']") MAYBE("w", "f[.!='a']/@x")),
     "<r><row id='1'><f x='9'>b</f><f>a</f></row></r>", "= 1 | a | 9"},
    {"of an ancestor, by a child", BELOW(TEXT("v", "../f[k='1']/v")),
     "<r><g><row id='1'/><f><v>a</v><k>1</k></f></g><g><f><k>1</k><v>b</v></f><row "
     "id='2'/></g></r>",
     "= 1 | a\n  = 2 | b"},
    {"one or the other value",
     HEAD "<ignore path=\"f[@a='x' or @b]\"/>" SET("row[t='a' or t='b']")
         TEXT("v", "f[@k='1' or @l='2'][@m='3' or @m='4']") TAIL,
     "<r><row id='1'><f a='x'/><f k='1' m='4'>p</f><t>b</t></row>"
     "<row id='2'><f b=''/><f k='0' l='2' m='3'>q</f><t>a</t></row></r>",
     "= 1 | p\n  = 2 | q"},
    /* positions */
    {"positions", ROWS(TEXT("v", "f[2]") MAYBE("w", "f[1]") MAYBE("l", "f[last()]/@x")),
     "<r><row id='1'><f>a</f><f>b</f><f x='c'/></row><row id='2'><f>d</f><f x='f'>e</f></row></r>",
     "= 1 | b | a | c\n  = 2 | e | d | f"},
    {"the last of a kind", HEAD "<ignore path='f'/>" SET("row") TEXT("v", "f[@t='a'][last()]") TAIL,
     "<r><row id='1'><f t='a'>1</f><f t='a'>2</f><f t='b'>3</f></row></r>", "= 1 | 2"},
    {"the second of a kind", HEAD "<ignore path='f'/>" SET("row") TEXT("v", "f[k='a'][2]/v") TAIL,
     "<r><row "
     "id='1'><f><k>a</k><v>1</v></f><f><k>b</k><v>2</v></f><f><v>3</v><k>a</k></f></row></r>",
     "= 1 | 3"},
    {"the last record", HEAD "<ignore path='row'/>" SET("row[last()]") TAIL,
     "<r><row id='1'/><row id='2'/><row id='3'/></r>", "= 3"},
    {"records of the last", HEAD "<ignore path='g'/>" SET("g[last()]/row") TAIL,
     "<r><g><row id='1'/></g><g><row id='2'/><row id='3'/></g></r>", "= 2\n  = 3"},
    {"the last of each", HEAD "<ignore path='row'/>" SET("g/row[last()]") TEXT("v", "../v") TAIL,
     "<r><g><row id='1'/><row id='2'/><v>x</v></g><g><v>y</v><row id='3'/></g></r>",
     "= 2 | x\n  = 3 | y"},
    /* namespaces */
    {"names of the root's namespace", ROWS(TEXT("v", "v")),
     "<r xmlns='u'><row id='1'><v>a</v></row></r>", "= 1 | a"},
    {"a prefix of the export's own", ROWS(TEXT("v", "v")),
     "<p:r xmlns:p='u'><p:row id='1'><p:v>a</p:v></p:row></p:r>", "= 1 | a"},
    {"other namespaces",
     HEAD "<namespace prefix='c' uri='u2 u3'/>" SET("c:row") TEXT("v", "c:v/@c:a") TEXT("w", "v")
         TAIL,
     "<r xmlns:x='u2' xmlns:y='u3'><x:row id='1'><x:v x:a='1'/><v>p</v></x:row>"
     "<y:row id='2'><y:v y:a='2'/><v>q</v></y:row></r>",
     "= 1 | 1 | p\n  = 2 | 2 | q"},
    {"no namespace below one that has", HEAD "<namespace prefix='n' uri=''/>" SET("n:row") TAIL,
     "<p:r xmlns:p='u'><row id='1'/></p:r>", "= 1"},
    {"the root's namespace by its prefix",
     "<source xmlns='urn:griffie:source:1' id='s'><match root='r' namespace='u'/>\n"
     "<namespace prefix='c' uri='u'/>" SET("c:row") TEXT("v", "v") TAIL,
     "<r xmlns='u'><row id='1'><v>a</v></row></r>", "= 1 | a"},
    {"namespaces that are ignored",
     HEAD "<namespace prefix='c' uri='u2'/><ignore path='c:*'/>"
          "<ignore path='@c:*'/>" SET("row") TAIL,
     "<r xmlns:x='u2' x:b='1'><x:row id='9'/><row id='1' x:a='2'><x:v/></row></r>", "= 1"},
    {"attributes about XML itself", ROWS(""),
     "<r xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'>"
     "<row id='1' xml:lang='nl'/></r>",
     "= 1"},
    {"the language", ROWS(TEXT("v", "@xml:lang")), "<r><row id='1' xml:lang='nl'/></r>",
     "= 1 | nl"},
};

static void exports_are_read_by_their_paths(void **state)
{
    (void)state;
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        try t = try_make();
        write_text(&t, "sources/s.xml", good[i].descriptor);
        write_text(&t, "input/a.xml", good[i].input);
        gr_status status = try_run(&t);
        gr_str want = gr_str_fmt(t.arena, "  %s\n", good[i].want);
        if (status != GR_OK || !gr_str_ends(try_dump(&t), want) || try_said(&t).len > 0) {
            print_error("case %s: " GR_FMT GR_FMT "\n", good[i].name, GR_ARG(try_said(&t)),
                        GR_ARG(try_dump(&t)));
            failed++;
        }
        try_free(&t);
    }
    assert_int_equal(failed, 0);
}

#define FIELD(path) HEAD SET("row") "\n<field name='c' type='text' path=\"" path "\"/>" TAIL
#define RECORDS(path)                                                    \
    HEAD "<dataset name='d' key='id' shared='yes' records=\"" path "\">" \
         "<field name='id' type='text'/>" TAIL
#define IGNORE(path) HEAD "<ignore path=\"" path "\"/>" SET("row") TAIL
#define WRONG(col)   "sources/s.xml:3:" col ": error: attribute value not accepted: "

static const path_case wrong[] = {
    {"position 0", FIELD("f[0]"), "", WRONG("37") "'f[0]': positions count from 1"},
    {"a bracket left open", FIELD("f[@a='x'"), "",
     WRONG("36") "'f[@a='x'': the '[' that begins here is not closed"},
    {"a bracket too many", FIELD("f]"), "", WRONG("36") "'f]': ']' without '['"},
    {"a quote left open", FIELD("f[@a='x]"), "",
     WRONG("40") "'f[@a='x]': the quote that begins here is not closed"},
    {"a value without quotes", FIELD("f[@a=1]"), "",
     WRONG("40") "'f[@a=1]': a value stands in quotes"},
    {"at any depth", FIELD("//f"), "", "'//f': a path has no '/' before it"},
    {"an axis", FIELD("following::f"), "", "axes are not read; possible are name"},
    {"an axis inside", FIELD("f[child::x='1']"), "", "axes are not read; a predicate is"},
    {"a function", FIELD("sum(f)"), "",
     WRONG("35") "'sum(f)': no other functions stand in paths; possible are"},
    {"a function in a predicate", FIELD("f[contains(@a, 'x')]"), "",
     "no functions stand here but last()"},
    {"and beside or", FIELD("f[@a='x' or @a='y' and @b='z']"), "",
     "and and or in one bracket: write two"},
    {"a position beside or", FIELD("f[@a='x' or 2]"), "", "a position has a bracket of its own"},
    {"a parent in a predicate", FIELD("f[../@a='x']"), "", "test a parent at its own step"},
    {"a predicate in a predicate", FIELD("f[g[1]='x']"), "", "a predicate has none inside it"},
    {"nothing in a predicate", FIELD("f[]"), "", "nothing that can be tested"},
    {"less than", FIELD("f[@a &lt; '3']"), "", "this is no predicate"},
    {"itself stands", FIELD("f[.]"), "", "[.] says nothing"},
    {"last behind a child", FIELD("f[k='a'][last()]"), "", "[last()] cannot be told in one pass"},
    {"behind the last", FIELD("f[last()][@a='x']"), "", "[last()] is the last predicate of a step"},
    {"a predicate of an attribute", FIELD("@a[1]"), "", "an attribute ends a path"},
    {"behind text()", FIELD("text()/a"), "", "text() and name() end a path"},
    {"text() of records", RECORDS("row/text()"), "", "are of use in the path of a field only"},
    {"no alternative", FIELD("a | "), "", "a name is missing"},
    {"alternatives of two heights", FIELD("a | ../a"), "",
     "alternatives begin with the same number of ../"},
    {"./", FIELD("./a"), "", "./ says nothing; leave it out"},
    {"a part of a name", FIELD("a*"), "", "this belongs to no path"},
    {"an unknown prefix", FIELD("x:y"), "",
     "sources/s.xml:3:35: error: prefix that is not declared: 'x' in 'x:y'; say what it "
     "means: <namespace prefix=\"x\" uri=\"...\"/> [D110]"},
    {"an unknown prefix in a predicate", FIELD("f[@x:y='1']"), "",
     "sources/s.xml:3:38: error: prefix that is not declared"},
    {"a prefix like another",
     HEAD "<namespace prefix='atom' uri='u'/>" SET("row") TEXT("v", "aton:x") TAIL, "",
     "did you mean 'atom'?"},
    {"a prefix twice",
     HEAD "<namespace prefix='a' uri='u'/>\n<namespace prefix='a' uri='w'/>" SET("row") TAIL, "",
     "sources/s.xml:3:20: error: name given twice: prefix 'a'"},
    {"a namespace twice",
     HEAD "<namespace prefix='a' uri='u'/>\n<namespace prefix='b' uri='w u'/>" SET("row") TAIL, "",
     "this namespace has a prefix already: 'a'"},
    {"xml", HEAD "<namespace prefix='xml' uri='u'/>" SET("row") TAIL, "",
     "xml: is known without a declaration"},
    {"records in records", RECORDS("a | a/b"), "",
     "of these records one would lie within the other"},
    {"records twice", RECORDS("a | b | a"), "", "this element is a record of this dataset already"},
    {"an ignore by what is inside", IGNORE("f[k='1']"), "",
     "an <ignore> tests attributes of the element only"},
    {"an ignore by a name", IGNORE("f/name()"), "", "an <ignore> may end in text()"},
    {"an ignore behind a text", IGNORE("text()/f"), "", "end a path"},
    {"an ignore by a parent", IGNORE("f[@a='1']/b"), "", "only the last element has a predicate"},
    {"ahead of its own", HEAD SET("row") "<field name='c' type='text' ahead='yes'/>" TAIL, "",
     "ahead= is for elements of an ancestor"},
    {"through other records", HEAD SET("g/row") TEXT("v", "../row/x") TAIL, "",
     "'../row/x' enters the records of 'd'"},
};

static void faults_of_paths_are_told(void **state)
{
    (void)state;
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        try t = try_make();
        write_text(&t, "sources/s.xml", wrong[i].descriptor);
        gr_status status = try_describe(&t);
        if (status != GR_BAD_INPUT ||
            gr_str_find(try_said(&t), gr_str_of(wrong[i].want)) == SIZE_MAX) {
            print_error("case %s\n  want %s\n  got  " GR_FMT "\n", wrong[i].name, wrong[i].want,
                        GR_ARG(try_said(&t)));
            failed++;
        }
        try_free(&t);
    }
    assert_int_equal(failed, 0);
}

#define SURPLUS "error: unknown element or field in a record: "
static const path_case bad[] = {
    {"both alternatives", ROWS(TEXT("v", "a|b")), "<r><row id='1'><a>x</a>\n<b>y</b></row></r>",
     "input/a.xml:2:1: error: field with more than one value: 'v' in a record of 'd' has a value "
     "in two of the places that it may be read from; one of them may stand in a record: path= "
     "names which "
     "[D212]\ninput/a.xml:1:16: note: the first value\n"},
    {"an ancestor's element twice", BELOW(TEXT("v", "../v")),
     "<r><g><row id='1'/><v>x</v>\n<v>y</v></g></r>",
     "input/a.xml:2:1: error: field with more than one value: 'v' in a record of 'd' stands there "
     "again; path= takes one of them by its position ('a[1]') or by what it holds ('a[@b='x']'), "
     "or they are records themselves "
     "[D212]\ninput/a.xml:1:20: note: the first value\n"},
    {"an ancestor's element nowhere, said once", BELOW(TEXT("v", "../v")),
     "<r><g><row id='1'/><row id='2'/></g></r>",
     "input/a.xml:1:7: error: field without a value: 'v' in a record of 'd': there is no '../v' "
     "[D201]\n"},
    {"an ancestor's element wrong, said once",
     BELOW("<field name='v' path='../v' type='integer'/>"),
     "<r><g><row id='1'/><row id='2'/><v>x</v><row id='3'/></g></r>",
     "input/a.xml:1:33: error: value does not fit its type: 'x' in 'v' is not a whole number: "
     "digits only [D202]\n"},
    {"ahead, and behind all the same",
     BELOW("<field name='v' path='../v' type='text' optional='yes' ahead='yes'/>"),
     "<r><g><row id='1'/>\n<v>x</v></g></r>",
     "input/a.xml:2:1: error: value behind the records that need it: '../v' of 'd': records that "
     "need it went before, "
     "and ahead=\"yes\" says that it stands before them [D113]\nsources/s.xml:2:109: note: the "
     "field\n"},
    {"a second element that might have held it", BELOW(MAYBE("v", "../h/v")),
     "<r><g><h/><row id='1'/>\n<h><v>x</v></h></g></r>",
     "input/a.xml:2:4: error: value behind the records that need it"},
    {"none of the predicates", NAMED TAIL,
     "<r><row><f name='id'>1</f><f name='amout'>1</f></row></r>",
     "input/a.xml:1:27: " SURPLUS
     "'f[@name='amout']' in 'row': no field of source 's' reads it and "
     "no <ignore> names it; did you mean 'f[@name='amount']'? [D209]\n"},
    {"none of the values", ROWS(MAYBE("v", "f[type='C']/v")),
     "<r><row id='1'>\n<f><v>1</v><w/><type>D</type><w/></f></row></r>",
     "input/a.xml:2:1: " SURPLUS "'f[type='D']' in 'row'"},
    {"surplus in what is read after all", ROWS(MAYBE("v", "f[type='C']/v")),
     "<r><row id='1'><f>\n<w/><type>C</type></f></row></r>",
     "input/a.xml:2:1: " SURPLUS
     "'w' in 'row/f': no field of source 's' reads it and no <ignore> names it [D209]\n"},
    {"another position", ROWS(TEXT("v", "f[1]")), "<r><row id='1'><f>a</f>\n<f>b</f></row></r>",
     "input/a.xml:2:1: " SURPLUS "'f[2]' in 'row': no field of source 's' reads it"},
    {"not the last", ROWS(TEXT("v", "f[last()]")), "<r><row id='1'>\n<f>a</f><f>b</f></row></r>",
     "input/a.xml:2:1: " SURPLUS "'f' in 'row': no field of source 's' reads it"},
    {"two values decide", ROWS(MAYBE("v", "f[k='a']/v")),
     "<r><row id='1'><f><k>a</k>\n<k>b</k></f></row></r>",
     "input/a.xml:2:1: error: predicate that two values decide: a second value for 'f[k='a']', "
     "after the first one "
     "decided: 'a' [D114]"},
    {"an attribute of a namespace", ROWS(""), "<r xmlns:q='u'><row id='1' q:id='2'/></r>",
     "input/a.xml:1:16: " SURPLUS
     "'@id' of namespace 'u' in 'row': no field of source 's' reads it and no <ignore> "
     "names it; <namespace prefix=\"...\" uri=\"...\"/> gives it a prefix for paths [D209]\n"},
    {"an element of another namespace", ROWS(MAYBE("v", "v")),
     "<r xmlns:q='u'><row id='1'><q:v>x</q:v></row></r>",
     "input/a.xml:1:28: " SURPLUS "'v' of namespace 'u' in 'row'"},
    {"an element without a namespace", ROWS(MAYBE("v", "v")),
     "<r xmlns='u'><row id='1'><v xmlns=''>x</v></row></r>",
     SURPLUS "'v' without a namespace in 'row'"},
    {"one element by two names",
     HEAD "<namespace prefix='c' uri='u'/>" SET("row") MAYBE("v", "v") MAYBE("w", "c:v") TAIL,
     "<r xmlns='u'><row id='1'><v>a</v></row></r>",
     "sources/s.xml:2:1: error: name given twice: 'v' and 'c:v' are one and the same in an export"},
    {"a predicate that nothing meets",
     HEAD "<ignore path='f'/>" SET("row") "\n" MAYBE("v", "f[@n='x']") TAIL,
     "<r><row id='1'><f n='y'/><f/></row></r>",
     "sources/s.xml:3:23: warning: predicate that nothing met: 'f[@n='x']': of 2 elements of this "
     "name in 'a.xml' none meets it [D111]\n"},
    {"twice in a record that is not one",
     HEAD "<ignore path='row'/>" SET("row[t='a']") MAYBE("v", "v") TAIL,
     "<r><row id='1'><v>1</v><v>2</v><t>b</t></row><row "
     "id='2'>\n<v>1</v><v>2</v><t>a</t></row></r>",
     "input/a.xml:2:9: error: field with more than one value"},
};

static void exports_that_do_not_keep_to_their_paths_are_refused(void **state)
{
    (void)state;
    unsigned failed = 0;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        try t = try_make();
        write_text(&t, "sources/s.xml", bad[i].descriptor);
        write_text(&t, "input/a.xml", bad[i].input);
        gr_status status = try_run(&t);
        bool is_warning = strstr(bad[i].want, ": warning: ") != NULL;
        if (status != (is_warning ? GR_OK : GR_BAD_INPUT) ||
            !gr_str_starts(try_said(&t), gr_str_of(bad[i].want))) {
            if (gr_str_find(try_said(&t), gr_str_of(bad[i].want)) != SIZE_MAX &&
                strstr(bad[i].want, "input/") != bad[i].want) {
                try_free(&t);
                continue;
            }
            print_error("case %s\n  want %s\n  got  " GR_FMT "\n", bad[i].name, bad[i].want,
                        GR_ARG(try_said(&t)));
            failed++;
        }
        try_free(&t);
    }
    assert_int_equal(failed, 0);
}

#define PAIRS                                                                                      \
    HEAD "<dataset name='p' records='p' key='a b' shared='yes'>"                                   \
         "<field name='a' type='text'/><field name='b' type='text'/></dataset>"                    \
         "<dataset name='d' records='row' key='id to' shared='yes'><field name='id' type='text'/>" \
         "<field name='to' type='reference' to='p'/>" TAIL

/* "x/y" and "z" are another key than "x" and "y/z", and so are backslashes. */
static void keys_are_compared_field_by_field(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/s.xml", PAIRS);
    write_text(
        &t, "input/a.xml",
        "<r><p a='x/y' b='z'/><p a='x' b='y/z'/><p a='x\\' b='y'/><p a='x' b='\\/y'/>"
        "<row id='1' to='x\\/y/z'/><row id='1' to='x/y\\/z'/><row id='a/b' to='x\\\\/y'/></r>");
    gr_status status = try_run(&t);
    check_text("said", try_said(&t), "");
    assert_int_equal(status, GR_OK);
    const gr_table *pairs = gr_catalogue_find(t.catalogue, GR_LIT("p"));
    const gr_table *rows = gr_catalogue_find(t.catalogue, GR_LIT("d"));
    check_text("first", gr_table_key(pairs, 0), "x\\/y/z");
    check_text("second", gr_table_key(pairs, 1), "x/y\\/z");
    check_text("a reference in a key", gr_table_key(rows, 2), "a\\/b/x\\\\/y");
    static const uint32_t targets[] = {0, 1, 2};
    for (uint32_t row = 0; row < 3; row++) {
        assert_int_equal(gr_table_bare(rows, row, 1).as.ref.row, targets[row]);
    }
    try_free(&t);
}

/* 70,000 records of an element that has not said its name. */
static void records_do_not_wait_without_end(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/s.xml", BELOW(MAYBE("v", "../v")));
    gr_buf text = gr_buf_make(t.arena, 10000000);
    gr_buf_add(&text, GR_LIT("<r>\n<g>"));
    for (unsigned i = 0; i < 70000; i++) {
        gr_buf_addf(&text, "<row id='%u'/>", i);
    }
    gr_buf_add(&text, GR_LIT("<v>x</v></g></r>"));
    write_text(&t, "input/a.xml", gr_str_dup(t.arena, gr_buf_view(&text)).ptr);
    assert_int_equal(try_run(&t), GR_OVER_LIMIT);
    check_text("said", try_said(&t),
               "input/a.xml:2:1: error: more records wait for a value than may: more than 65536 "
               "records, or 16 MB of them, in the element that begins here wait to know '../v'; "
               "let that stand before them, or, where it does or is not there at all, say "
               "ahead=\"yes\" at the field [D112]\n");
    try_free(&t);
}

/* What is decided soon is not kept: a million of them need no more than one. */
static void what_waits_no_more_is_forgotten(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/s.xml",
               HEAD "<ignore path='x'/>" SET("row[t='a']") TEXT("v", "../x[last()]") TAIL);
    gr_buf text = gr_buf_make(t.arena, 100000000);
    gr_buf_add(&text, GR_LIT("<r>"));
    for (unsigned i = 0; i < 60000; i++) {
        gr_buf_addf(&text, "<x>%01000u</x>", i);
    }
    gr_buf_add(&text, GR_LIT("<row id='1'><t>a</t></row><x>y</x></r>"));
    write_text(&t, "input/a.xml", gr_str_dup(t.arena, gr_buf_view(&text)).ptr);
    assert_int_equal(try_run(&t), GR_OK);
    assert_true(gr_str_ends(try_dump(&t), GR_LIT("= 1 | y\n")));
    try_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exports_are_read_by_their_paths),
        cmocka_unit_test(faults_of_paths_are_told),
        cmocka_unit_test(exports_that_do_not_keep_to_their_paths_are_refused),
        cmocka_unit_test(keys_are_compared_field_by_field),
        cmocka_unit_test(records_do_not_wait_without_end),
        cmocka_unit_test(what_waits_no_more_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
