/* Owns the house styles whose words are wanted, and no fonts. */
#include "load/houses.h"

#include "base/arena.h"
#include "base/file.h"

static void warn_else(const gr_houses_setup *setup, const gr_house_style *house)
{
    gr_diag_report(setup->diag, setup->at, GR_CODE_STYLE_ELSE,
                   "'" GR_FMT "' cannot be read or is not there; they are in '" GR_FMT
                   "'. Name one of '" GR_FMT "/styles' in style=",
                   GR_ARG(setup->wanted), GR_ARG(house->id), GR_ARG(setup->templates));
}

gr_houses gr_load_houses(const gr_houses_setup *setup)
{
    gr_houses all = {.list = NULL};
    gr_style_shelf *shelf = NULL;
    bool found = false;
    gr_diag *discarded = gr_diag_new(setup->arena, 1);
    gr_str folder = gr_path_join(setup->arena, setup->templates, GR_LIT("styles"));
    if (gr_style_shelf_read(&(gr_style_shelf_setup){.folder = folder,
                                                    .font_folder = setup->fonts,
                                                    .limits = setup->limits,
                                                    .arena = setup->arena,
                                                    .diag = discarded},
                            &shelf) != GR_OK) {
        return all;
    }
    for (size_t i = 0; i < gr_style_shelf_count(shelf); i++) {
        gr_house_style *house = NULL;
        if (gr_style_shelf_compile(shelf, i, NULL, &house) != GR_OK) {
            continue;
        }
        *GR_PUSH(setup->arena, all.list, all.n, all.cap, const gr_house_style *) = house;
        bool named = setup->wanted.len == 0 || gr_str_eq(house->id, setup->wanted);
        all.house = all.house == NULL || (named && !found) ? house : all.house;
        found = found || named;
    }
    if (all.house != NULL && !found) {
        warn_else(setup, all.house);
    }
    return all;
}
