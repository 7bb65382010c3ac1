#include "document/style.h"

/* Owns finding things in a compiled house style. Styles hold tens of entries: a walk is enough. */

const char *const gr_style_names[GR_STYLE__COUNT] = {
#define GR_STYLE(ID, name, about) [GR_STYLE_##ID] = name,
#include "document/style_names.def"
#undef GR_STYLE
};

const gr_label gr_label_defaults[] = {
#define GR_LABEL(name, english, dutch) \
    {{"" name, sizeof(name) - 1}, {"" english, sizeof(english) - 1}},
#include "document/labels.def"
#undef GR_LABEL
};
static const gr_label dutch_labels[] = {
#define GR_LABEL(name, english, dutch) {{"" name, sizeof(name) - 1}, {"" dutch, sizeof(dutch) - 1}},
#include "document/labels.def"
#undef GR_LABEL
};
const size_t gr_n_label_defaults = sizeof gr_label_defaults / sizeof gr_label_defaults[0];

const gr_style *gr_style_find(const gr_house_style *house, gr_str name)
{
    for (size_t i = 0; i < house->n_styles; i++) {
        if (gr_str_eq(house->all_styles[i].name, name)) {
            return &house->all_styles[i];
        }
    }
    return NULL;
}

const gr_master *gr_master_find(const gr_house_style *house, gr_str name)
{
    for (size_t i = 0; i < house->n_masters; i++) {
        if (gr_str_eq(house->masters[i].name, name)) {
            return &house->masters[i];
        }
    }
    return NULL;
}

const gr_table_look *gr_table_look_find(const gr_house_style *house, gr_str name)
{
    for (size_t i = 0; i < house->n_table_looks; i++) {
        if (gr_str_eq(house->table_looks[i].name, name)) {
            return &house->table_looks[i];
        }
    }
    return NULL;
}

const gr_box_look *gr_box_look_find(const gr_house_style *house, gr_str name)
{
    for (size_t i = 0; i < house->n_box_looks; i++) {
        if (gr_str_eq(house->box_looks[i].name, name)) {
            return &house->box_looks[i];
        }
    }
    return NULL;
}

const gr_mark_look *gr_mark_look_find(const gr_house_style *house, gr_str name)
{
    for (size_t i = 0; i < house->n_mark_looks; i++) {
        if (gr_str_eq(house->mark_looks[i].name, name)) {
            return &house->mark_looks[i];
        }
    }
    return NULL;
}

static const gr_label *find_label(const gr_label *labels, size_t n, gr_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (gr_str_eq(labels[i].name, name)) {
            return &labels[i];
        }
    }
    return NULL;
}

gr_str gr_label_text(const gr_house_style *house, const char *name)
{
    gr_str wanted = gr_str_of(name);
    const gr_label *label = find_label(house->labels, house->n_labels, wanted);
    if (label == NULL) {
        const gr_language *language = house->notation.language;
        bool dutch = language != NULL && gr_str_is(GR_LIT("nl"), language->tag);
        label = find_label(dutch ? dutch_labels : gr_label_defaults, gr_n_label_defaults, wanted);
    }
    return label == NULL ? wanted : label->text;
}

static const char *const status_labels[GR_LIFE__COUNT] = {
#define GR_LIFE_STATUS(ID, word) [GR_LIFE_##ID] = "status-" word,
#include "base/life_statuses.def"
#undef GR_LIFE_STATUS
};
static const char *const by_labels[GR_LIFE__COUNT] = {
#define GR_LIFE_STATUS(ID, word) [GR_LIFE_##ID] = "by-" word,
#include "base/life_statuses.def"
#undef GR_LIFE_STATUS
};

gr_str gr_status_text(const gr_house_style *house, gr_life_status status)
{
    return status == GR_LIFE_NONE ? GR_LIT("") : gr_label_text(house, status_labels[status]);
}

gr_str gr_status_by_text(const gr_house_style *house, gr_life_status status)
{
    return status == GR_LIFE_NONE ? GR_LIT("") : gr_label_text(house, by_labels[status]);
}
