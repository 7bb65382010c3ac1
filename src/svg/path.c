/* Owns path data: the letters of d= and the numbers behind them. */
#include "svg_priv.h"

static void add_step(gr_svg_pen *pen, gr_vector_step step)
{
    gr_svg *svg = pen->svg;
    if (++svg->n_steps > svg->limits->vector_steps) {
        (void)gr_svg_limit(svg, pen->at, "more lines and curves than a drawing may have");
        return;
    }
    *GR_PUSH(svg->arena, pen->steps, pen->n, pen->cap, gr_vector_step) = step;
    pen->x = step.x;
    pen->y = step.y;
}

void gr_svg_move(gr_svg_pen *pen, gr_fix x, gr_fix y)
{
    add_step(pen, (gr_vector_step){.op = GR_PATH_MOVE, .x = x, .y = y});
    pen->start_x = x;
    pen->start_y = y;
}

void gr_svg_line(gr_svg_pen *pen, gr_fix x, gr_fix y)
{
    add_step(pen, (gr_vector_step){.op = GR_PATH_LINE, .x = x, .y = y});
}

void gr_svg_curve(gr_svg_pen *pen, const gr_fix p[6])
{
    add_step(pen, (gr_vector_step){.op = GR_PATH_CURVE,
                                   .x1 = p[0],
                                   .y1 = p[1],
                                   .x2 = p[2],
                                   .y2 = p[3],
                                   .x = p[4],
                                   .y = p[5]});
}

void gr_svg_close(gr_svg_pen *pen)
{
    add_step(pen, (gr_vector_step){.op = GR_PATH_CLOSE, .x = pen->start_x, .y = pen->start_y});
}

typedef struct data { /* being read */
    gr_svg_pen *pen;
    gr_str text;
    size_t at;
    char command;          /* as it is written: a small letter counts from where the pen is */
    gr_fix hand_x, hand_y; /* the last handle, for S and T */
    char bent;             /* C or Q: what it is a handle of */
    bool closed;           /* the last step closed: what follows begins anew */
} data;

static size_t numbers_of(char command)
{
    switch (command | 0x20) {
    case 'm':
    case 'l':
    case 't':
        return 2;
    case 'h':
    case 'v':
        return 1;
    case 'c':
        return 6;
    case 's':
    case 'q':
        return 4;
    case 'a':
        return 7;
    case 'z':
        return 0;
    default:
        return SIZE_MAX;
    }
}

/** A flag of an arc is one digit, and nothing need stand behind it. */
static bool read_flag(data *d, gr_fix *out)
{
    char c = d->at < d->text.len ? d->text.ptr[d->at] : ' ';
    if (c != '0' && c != '1') {
        return false;
    }
    *out = c == '1';
    d->at++;
    return true;
}

static bool read_numbers(data *d, gr_fix v[7], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool flag = (d->command | 0x20) == 'a' && (i == 3 || i == 4);
        if (i > 0) {
            gr_svg_separator(d->text, &d->at);
        }
        if (!(flag ? read_flag(d, &v[i]) : gr_fix_step(d->text, &d->at, &v[i]))) {
            return false;
        }
    }
    return true;
}

static void bend(data *d, const gr_fix p[6])
{
    gr_svg_curve(d->pen, p);
    d->hand_x = p[2];
    d->hand_y = p[3];
    d->bent = 'C';
}

/** A curve of one handle as one of two. */
static void bend_once(data *d, gr_fix x1, gr_fix y1, gr_fix x, gr_fix y)
{
    const gr_svg_pen *pen = d->pen;
    const gr_fix p[6] = {pen->x + (x1 - pen->x) * 2 / 3,
                         pen->y + (y1 - pen->y) * 2 / 3,
                         x + (x1 - x) * 2 / 3,
                         y + (y1 - y) * 2 / 3,
                         x,
                         y};
    gr_svg_curve(d->pen, p);
    d->hand_x = x1;
    d->hand_y = y1;
    d->bent = 'Q';
}

/** The handle before, mirrored in where the pen is; that place itself when there was none. */
static void mirror(const data *d, char bent, gr_fix *x, gr_fix *y)
{
    *x = d->bent == bent ? 2 * d->pen->x - d->hand_x : d->pen->x;
    *y = d->bent == bent ? 2 * d->pen->y - d->hand_y : d->pen->y;
}

static void draw_bent(data *d, char letter, const gr_fix v[7])
{
    gr_fix x = 0, y = 0;
    if (letter == 'c') {
        bend(d, v);
    } else if (letter == 's') {
        mirror(d, 'C', &x, &y);
        bend(d, (const gr_fix[6]){x, y, v[0], v[1], v[2], v[3]});
    } else if (letter == 'q') {
        bend_once(d, v[0], v[1], v[2], v[3]);
    } else {
        mirror(d, 'Q', &x, &y);
        bend_once(d, x, y, v[0], v[1]);
    }
}

/** Numbers that count from where the pen is, as numbers of the whole. */
static void make_absolute(const data *d, char letter, gr_fix v[7], size_t n)
{
    if (letter == 'a') {
        v[5] += d->pen->x;
        v[6] += d->pen->y;
    } else if (letter == 'v') {
        v[0] += d->pen->y;
    } else {
        for (size_t i = 0; i < n; i++) {
            v[i] += i % 2 == 0 ? d->pen->x : d->pen->y;
        }
    }
}

static void draw_step(data *d, gr_fix v[7], size_t n)
{
    char letter = (char)(d->command | 0x20);
    if (d->command == letter) {
        make_absolute(d, letter, v, n);
    }
    if (d->closed && letter != 'm' && letter != 'z') {
        gr_svg_move(d->pen, d->pen->x, d->pen->y);
    }
    d->closed = letter == 'z';
    char before = d->bent;
    d->bent = '\0';
    if (letter == 'm') {
        gr_svg_move(d->pen, v[0], v[1]);
    } else if (letter == 'z') {
        gr_svg_close(d->pen);
    } else if (letter == 'l') {
        gr_svg_line(d->pen, v[0], v[1]);
    } else if (letter == 'h') {
        gr_svg_line(d->pen, v[0], d->pen->y);
    } else if (letter == 'v') {
        gr_svg_line(d->pen, d->pen->x, v[0]);
    } else if (letter == 'a') {
        gr_svg_add_arc(d->pen, (gr_svg_arc){v[0], v[1], v[2], v[3] != 0, v[4] != 0, v[5], v[6]});
    } else {
        d->bent = before;
        draw_bent(d, letter, v);
    }
}

/** The letter itself, or the one before goes on: after a move that is a line. */
static bool read_command(data *d)
{
    char c = d->text.ptr[d->at];
    if (numbers_of(c) != SIZE_MAX && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
        d->command = c;
        d->at++;
        gr_svg_skip(d->text, &d->at);
        return d->pen->n > 0 || (c | 0x20) == 'm';
    }
    if (d->command == 'm' || d->command == 'M') {
        d->command = d->command == 'm' ? 'l' : 'L';
    }
    return d->command != '\0' && (d->command | 0x20) != 'z';
}

size_t gr_svg_path(gr_svg_pen *pen, gr_str text)
{
    data d = {.pen = pen, .text = text};
    gr_svg_skip(text, &d.at);
    while (d.at < text.len && !pen->svg->failed) {
        size_t start = d.at;
        gr_fix v[7] = {0};
        if (!read_command(&d)) {
            return start;
        }
        size_t n = numbers_of(d.command);
        if (!read_numbers(&d, v, n)) {
            return d.at;
        }
        draw_step(&d, v, n);
        gr_svg_separator(text, &d.at);
    }
    return SIZE_MAX;
}
