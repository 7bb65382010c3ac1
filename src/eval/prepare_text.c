#include "base/arena.h"
#include "bind_priv.h"

/* Owns the binding of <text>: all texts that its file= and part= can mean, each bound with the
 * names that are in sight where it is used. */

/* Every edition asks for it, as far as is known here. What an expression leads to may be a text
 * that none asks for: its faults stop who does. */
static bool is_fixed(const gr_pattern *pattern)
{
    return pattern->n == 0 || (pattern->n == 1 && pattern->pieces[0].expr == NULL);
}

/* Into `file->said`, what is wrong with it; true when nothing is. */
static bool prepare_file(gr_preparing *prep, const gr_text_file *file, bool fixed,
                         const gr_scope *scope)
{
    gr_diag *outer = prep->binder->diag;
    bool failed = prep->failed;
    prep->binder->diag = file->said;
    prep->binder->held = fixed ? NULL : file->said;
    if (file->blocks != NULL) {
        gr_prepare_children(prep, file->blocks, scope);
    }
    prep->binder->diag = outer;
    prep->binder->held = NULL;
    bool sound = gr_diag_count(file->said, GR_ERROR) == 0;
    prep->failed = failed || (prep->failed && sound); /* by what was told outside */
    return sound;
}

static gr_str fixed_text(const gr_pattern *pattern)
{
    return pattern == NULL || pattern->n == 0 ? GR_LIT("") : gr_str_trim(pattern->pieces[0].text);
}

/** Of a file that every edition asks for: whether it is there, as it is asked for. */
static void check_there(gr_preparing *prep, const gr_tnode *node, const gr_text_use *use, bool one)
{
    gr_tattr *asked = gr_tnode_attr(node, use->part == NULL ? "file" : "part");
    gr_str path = fixed_text(gr_tnode_attr(node, "file")->as.pattern);
    gr_str part = one ? fixed_text(use->part) : GR_LIT("");
    const gr_text_file *found = gr_text_find(use, path, part);
    if (found == NULL && use->otherwise != NULL) {
        path = fixed_text(gr_tnode_attr(node, "file-else")->as.pattern);
        found = gr_text_find(use, path, part);
    }
    if (found != NULL) {
        gr_diag_tell(prep->binder->diag, found->said, asked->at, GR_TEXT_ASKED);
        prep->failed |= gr_diag_count(found->said, GR_ERROR) > 0;
    }
    bool whole = found != NULL && found->blocks != NULL && found->part.len == 0;
    bool wrong = whole ? use->part != NULL : found == NULL && one;
    if (wrong && use->n > 0 && gr_text_must_be(node, use, path)) {
        gr_prepare_refuse(prep, asked->at, GR_CODE_TEXT_PART_UNKNOWN, GR_FMT,
                          GR_ARG(gr_text_refusal(use, path, part, prep->arena)));
    }
}

static void note_use(gr_preparing *prep, const gr_text_use *use)
{
    gr_report *report = prep->report;
    *GR_PUSH(prep->arena, report->texts, report->n_texts, report->cap_texts, const gr_text_use *) =
        use;
}

static void check_value(gr_preparing *prep, const gr_tnode *node)
{
    const gr_rule *rule = gr_tnode_rule(node, "value");
    if (rule == NULL || rule->type.form != GR_FORM_NONE) {
        return;
    }
    gr_prepare_refuse(prep, gr_tnode_place(node, "value"), GR_CODE_TEXT_VALUE,
                      "'" GR_FMT "' is %s; a text is a field whose source says form=\"plain\", "
                      "markdown, html or xhtml; a value stands in a paragraph: <p>{" GR_FMT "}</p>",
                      GR_ARG(gr_tnode_value(node, "value")), gr_type_said(rule->type.type),
                      GR_ARG(gr_tnode_value(node, "value")));
}

/** Texts of the first language, for those that are not there in the one at hand. */
static bool add_otherwise(gr_preparing *prep, const gr_tnode *node, const gr_tattr *otherwise,
                          gr_text_use *use)
{
    const gr_texts *texts = prep->setup->texts;
    gr_text_file *files = NULL;
    size_t n = 0;
    bool may_miss = gr_tnode_flag(node, "optional", false) || use->n > 0;
    if (texts->matching(texts->user, otherwise->as.pattern, may_miss, &files, &n) != GR_OK) {
        prep->failed = true;
        use->n = 0;
        return false;
    }
    gr_text_file *all = GR_NEW_N(prep->arena, gr_text_file, use->n + n + 1);
    for (size_t i = 0; i < use->n + n; i++) {
        all[i] = i < use->n ? use->files[i] : files[i - use->n];
    }
    use->files = all;
    use->n += n;
    use->otherwise = otherwise->bound;
    return true;
}

void gr_prepare_text(gr_preparing *prep, const gr_tnode *node, const gr_scope *scope)
{
    if (gr_tnode_attr(node, "file") == NULL) {
        check_value(prep, node);
        return;
    }
    gr_tattr *file = gr_tnode_attr(node, "file");
    const gr_tattr *part = gr_tnode_attr(node, "part");
    const gr_texts *texts = prep->setup->texts;
    gr_text_file *files = NULL;
    gr_text_use *use = GR_NEW(prep->arena, gr_text_use);
    *use = (gr_text_use){.path = file->bound,
                         .part = part == NULL ? NULL : part->as.pattern,
                         .part_bound = part == NULL ? NULL : part->bound,
                         .optional = gr_tnode_flag(node, "optional", false)};
    file->bound = use;
    const gr_tattr *otherwise = gr_tnode_attr(node, "file-else");
    bool may_miss = gr_tnode_flag(node, "optional", false) || otherwise != NULL;
    bool readable = part == NULL || gr_prepare_file(prep, node, part, part->bound);
    if (texts->matching(texts->user, file->as.pattern, may_miss, &files, &use->n) != GR_OK ||
        !readable) {
        prep->failed = true;
        use->n = 0;
        return;
    }
    use->files = files;
    if (otherwise != NULL && !add_otherwise(prep, node, otherwise, use)) {
        return;
    }
    note_use(prep, use);
    bool fixed = is_fixed(file->as.pattern), one = part == NULL || is_fixed(part->as.pattern);
    for (size_t i = 0; i < use->n; i++) {
        (void)prepare_file(prep, &use->files[i], fixed && one, scope);
    }
    if (fixed) {
        check_there(prep, node, use, one);
    }
}
