/* web_sample STYLE night|stress|empty: an index page on stdout, in the house style of that file.
 * night is a run as councils will see it; stress has every state and texts of awkward lengths. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "html/index_page.h"
#include "style/style_read.h"

#define N(array) (sizeof(array) / sizeof(array)[0])
#define TEXT(s)             \
    {                       \
        "" s, sizeof(s) - 1 \
    }
#define MOST (GR_STATE__COUNT * 6) /* every state with none to all of `many` */

#define UNBROKEN "overdrachtsdossiergemeenschappelijkeregelingsociaaldomeincentraalgelderland"

static const char *const names[] = {
    "Regio",  "Arnhem", "Doesburg",  "Duiven",     "Lingewaard",  "Overbetuwe",
    "Renkum", "Rheden", "Rozendaal", "Wageningen", "Westervoort", "Zevenaar",
};
static const gr_index_message remark[] = {
    {.said =
         TEXT("Tabel 4, kolom Bijdrage: de bedragen tellen niet op tot het totaal. Er staat een "
              "euro meer. Dat komt door afronding."),
     .detail = TEXT("annual-report.xml:88:5: warning: amounts do not add up")},
};
static const gr_index_message control[] = {
    {.said = TEXT("begroting-2022.xml, regel 118: het veld 'bedrag' bevat '12.00O'."),
     .todo = TEXT("Zet daar een getal."),
     .detail = TEXT("input/begroting-2022.xml:118:7: error: not a number: '12.00O'")},
    {.said = TEXT("Controle 'verdeling': de bijdragen zijn samen € 1.699.000. Het moet € 1.700.000 "
                  "zijn."),
     .todo = TEXT("Controleer de verdeling of de begroting."),
     .detail = TEXT("data/contributions.xml:12:3: error: control failed")},
};
static const gr_index_message many[] = {
    {.said = TEXT("Controle 'verdeling': de bijdragen zijn samen € 1.699.000. Het moet € 1.700.000 "
                  "zijn."),
     .todo = TEXT("Controleer de verdeling of de begroting."),
     .detail = TEXT("data/contributions.xml:12:3: error: control failed")},
    {.said = TEXT("begroting-2022.xml, regel 118: het veld 'bedrag' bevat '12.00O'.")},
    {.said = TEXT("begroting-2022.xml, regel 119: het veld 'bedrag' is leeg."),
     .detail = TEXT("input/begroting-2022.xml:119:7: error: no value")},
    {.said = TEXT("Tekst 'taken.md' van module Inkoop Zorg ontbreekt."),
     .todo = TEXT("Zet het bestand in de map met teksten.")},
    {.said = TEXT("Een melding met een lang woord: " UNBROKEN UNBROKEN UNBROKEN),
     .todo = TEXT(UNBROKEN UNBROKEN),
     .detail = TEXT(UNBROKEN UNBROKEN UNBROKEN)},
};
static const gr_index_message differing[] = {
    {.said = TEXT("3 cijfers verschillen van de vastgestelde versie. Zie het wijzigingsblad.")},
};

static const gr_index_link pdf_and_workbook[] = {
    {.href = TEXT("overdrachtsdossier/renkum/overdrachtsdossier-renkum-2022.pdf"),
     .bytes = 1183402},
    {.href = TEXT("overdrachtsdossier/renkum/overdrachtsdossier-renkum-2022.xlsx"), .bytes = 41877},
};
static const gr_index_link pdf_alone[] = {
    {.href = TEXT("nieuwsbrief/regio/nieuwsbrief-2022.pdf"), .bytes = 127512},
};
static const gr_index_link sheet[] = {
    {.name = TEXT("Wijzigingsblad"), .href = TEXT("w/wijzigingen-2.pdf"), .bytes = 28001},
};
static const gr_index_link long_names[] = {
    {.name = TEXT("Een document met een hele lange naam die nergens past"),
     .href = TEXT("a b/<c>\"&'.pdf"),
     .bytes = 1},
    {.name = TEXT(UNBROKEN), .href = TEXT("javascript:alert(1).xlsx"), .bytes = UINT64_MAX},
    {.name = TEXT("Zonder uitgang"), .href = TEXT("leesmij"), .bytes = 999001},
};

static void add_messages(gr_index_edition *edition, const gr_index_message *messages, size_t n)
{
    edition->messages = messages;
    edition->n_messages = n;
}

static gr_index_edition plain(size_t i)
{
    return (gr_index_edition){
        .id = gr_str_of(names[i]),
        .name = gr_str_of(names[i]),
        .state = GR_STATE_UNCHANGED,
        .life = GR_LIT("concept"),
        .version = GR_LIT("2"),
        .as_of = GR_LIT("31 december 2022"),
        .published = GR_LIT("14 november 2026, 02:14"),
        .documents = pdf_and_workbook,
        .n_documents = N(pdf_and_workbook),
    };
}

static void fail(gr_index_edition *edition)
{
    edition->state = GR_STATE_FAILED;
    edition->published = GR_LIT("");
    edition->n_documents = 0;
    add_messages(edition, control, 1);
}

static void renew(gr_index_edition *edition)
{
    edition->state = GR_STATE_PUBLISHED;
    edition->version = GR_LIT("3");
    edition->published = GR_LIT("22 november 2026, 02:14");
    edition->changes = sheet;
    edition->n_changes = N(sheet);
    edition->changed_figures = 1204;
}

static void adopt(gr_index_edition *edition)
{
    edition->state = GR_STATE_DIFFERS;
    edition->life = GR_LIT("vastgesteld");
    edition->changed_figures = 3;
    edition->changes = sheet;
    edition->n_changes = N(sheet);
    add_messages(edition, differing, N(differing));
}

static gr_index_report dossiers(gr_index_edition editions[])
{
    for (size_t i = 0; i < N(names); i++) {
        editions[i] = plain(i);
    }
    renew(&editions[2]);
    renew(&editions[3]);
    editions[3].changed_figures = 1;
    editions[5].state = GR_STATE_WARNED;
    add_messages(&editions[5], remark, N(remark));
    editions[6].state = GR_STATE_BLOCKED;
    add_messages(&editions[6], control, N(control));
    fail(&editions[8]);
    adopt(&editions[9]);
    return (gr_index_report){.id = GR_LIT("overdrachtsdossier"),
                             .title = GR_LIT("Overdrachtsdossier 2022"),
                             .editions = editions,
                             .n = N(names)};
}

static gr_index_report letter(gr_index_edition editions[])
{
    editions[0] = plain(0);
    renew(&editions[0]);
    editions[0].life = editions[0].version = GR_LIT("");
    editions[0].n_changes = 0;
    editions[0].changed_figures = 0;
    editions[0].documents = pdf_alone;
    editions[0].n_documents = N(pdf_alone);
    return (gr_index_report){.id = GR_LIT("nieuwsbrief"),
                             .title = GR_LIT("Nieuwsbrief voor de raden"),
                             .editions = editions,
                             .n = 1};
}

/* Every state with few, many and no messages; names as long as they get. */
static gr_index_report awkward(gr_index_edition editions[])
{
    for (size_t i = 0; i < MOST; i++) {
        gr_index_edition *edition = &editions[i];
        *edition = plain(i % N(names));
        edition->state = (gr_edition_state)(i % GR_STATE__COUNT);
        edition->documents = long_names;
        edition->n_documents = i % (N(long_names) + 1);
        edition->changes = long_names;
        edition->n_changes = i / 3 % (N(long_names) + 1);
        edition->changed_figures = UINT32_MAX;
        add_messages(edition, many, i / GR_STATE__COUNT % (N(many) + 1));
    }
    editions[1].name = GR_LIT(UNBROKEN);
    editions[2].name = GR_LIT("<script>alert(\"naam\")</script> & 'co' \xE2\x80\xAE tfarhcs");
    editions[3].name =
        GR_LIT("Gemeente met een naam van veel woorden, samengevoegd uit zes dorpen");
    editions[3].life = GR_LIT(UNBROKEN);
    editions[4].published = GR_LIT("");
    return (gr_index_report){.id = GR_LIT("lang"),
                             .title = GR_LIT("Rapport met de titel " UNBROKEN " en nog wat"),
                             .editions = editions,
                             .n = MOST};
}

static void fill(gr_str kind, gr_index_page *page, gr_index_report *reports,
                 gr_index_edition *editions)
{
    bool stress = gr_str_is(kind, "stress");
    page->outcome = GR_LIT("Van 13 documenten zijn er 3 nieuw gepubliceerd. 3 documenten hebben "
                           "aandacht nodig.");
    page->worst = GR_STATE_FAILED;
    reports[page->n++] = dossiers(editions);
    reports[page->n++] = letter(editions + MOST);
    if (stress) {
        reports[page->n++] = awkward(editions + 2 * (size_t)MOST);
        reports[page->n++] =
            (gr_index_report){.id = GR_LIT("leeg"), .title = GR_LIT("Leeg rapport")};
    }
}

static const gr_house_style *read_style(const char *path, gr_arena *arena)
{
    gr_house_style *house = NULL;
    gr_diag *diag = gr_diag_new(arena, 50);
    if (gr_style_read(gr_str_of(path), GR_LIT("/usr/share/fonts"), &gr_default_limits, arena, diag,
                      &house) != GR_OK) {
        gr_buf reports = gr_buf_make(arena, 1 << 20);
        gr_diag_print(diag, &reports);
        fwrite(reports.ptr, 1, reports.len, stderr);
    }
    return house;
}

int main(int argc, char **argv)
{
    gr_arena *arena = gr_arena_new(1 << 16);
    const gr_house_style *house = argc == 3 ? read_style(argv[1], arena) : NULL;
    int status = 64;
    if (house != NULL) {
        gr_index_report reports[4];
        gr_index_edition *editions = GR_NEW_N(arena, gr_index_edition, (size_t)3 * MOST);
        gr_index_page page = {.style = house,
                              .lang = house->lang,
                              .title = GR_LIT("Documenten voor raden en colleges"),
                              .when = GR_LIT("22 november 2026, 02:14 uur"),
                              .worst = GR_STATE_UNCHANGED,
                              .reports = reports};
        if (!gr_str_is(gr_str_of(argv[2]), "empty")) {
            fill(gr_str_of(argv[2]), &page, reports, editions);
        }
        gr_buf out = gr_buf_make(arena, 1 << 24);
        gr_index_page_write(&page, &out);
        status = fwrite(out.ptr, 1, out.len, stdout) == out.len && !out.full ? 0 : 1;
    }
    gr_arena_free(arena);
    return status;
}
