#include "mail/message.h"

/* Owns how a mail is written: headers, encodings, parts. Must not know what it says, nor to whom it
 * goes. Nothing that is given can add a header: addresses were checked when they were read and are
 * held again here, and all other text is encoded. */
#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"
#include "pack/pack.h"
#include "schedule/calendar.h"

#define LINE_BYTES  76 /* RFC 2045, 6.7 and 6.8 */
#define WORD_BYTES  36 /* of text in one encoded word: with "Subject: " before it a line of 69 */
#define CHUNK_BYTES 57 /* of an attachment: a line of 76 */
#define NEWLINE     GR_LIT("\n") /* the mail program makes lines of SMTP of them */

static void add_base64(gr_str bytes, gr_buf *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t n = bytes.len - i < 3 ? bytes.len - i : 3;
        uint32_t three = 0;
        for (size_t k = 0; k < 3; k++) {
            three = three << 8 | (k < n ? (unsigned char)bytes.ptr[i + k] : 0U);
        }
        for (size_t k = 0; k < 4; k++) {
            gr_buf_add_char(out, k <= n ? digits[three >> (18 - 6 * k) & 63] : '=');
        }
    }
}

static bool is_plain(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < 0x20 || text.ptr[i] > 0x7e) {
            return false;
        }
    }
    return gr_str_find(text, GR_LIT("=?")) == SIZE_MAX;
}

/** RFC 2047: words of whole characters, folded. */
static void add_subject(gr_str text, gr_buf *out)
{
    gr_buf_add(out, GR_LIT("Subject:"));
    if (is_plain(text) && text.len < LINE_BYTES - sizeof("Subject: ")) {
        gr_buf_addf(out, " " GR_FMT "\n", GR_ARG(text));
        return;
    }
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        size_t next = at;
        while (next < text.len && next - at <= WORD_BYTES) {
            end = next;
            (void)gr_utf8_step(text, &next);
        }
        end = next - at <= WORD_BYTES ? next : end;
        gr_buf_add(out, at == 0 ? GR_LIT(" =?utf-8?B?") : GR_LIT("\n =?utf-8?B?"));
        add_base64(gr_str_sub(text, at, end - at), out);
        gr_buf_add(out, GR_LIT("?="));
        at = end;
    }
    gr_buf_add(out, NEWLINE);
}

/** RFC 5322: "Sun, 22 Nov 2026 04:15:00 +0100". */
static void add_date(const gr_message *message, gr_buf *out)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    gr_day day = 0;
    uint16_t minute = 0;
    int16_t offset = 0;
    gr_zone_civil(message->zone, message->at, &day, &minute, &offset);
    gr_civil date = gr_civil_of(day);
    unsigned away = (unsigned)(offset < 0 ? -offset : offset);
    gr_buf_addf(out, "Date: %s, %u %s %d %02u:%02u:%02u %c%02u%02u\n", days[gr_weekday(day) - 1],
                (unsigned)date.day, months[date.month - 1], date.year, minute / 60U, minute % 60U,
                (unsigned)(message->at % 60), offset < 0 ? '-' : '+', away / 60, away % 60);
}

/** An address in a header: whatever a header could be broken with is left out. */
static void add_address(const char *name, gr_str address, gr_buf *out)
{
    gr_buf_addf(out, "%s: ", name);
    for (size_t i = 0; i < address.len; i++) {
        char c = address.ptr[i];
        if (c > ' ' && c < 0x7f && strchr(",;:<>()[]\"\\", c) == NULL) {
            gr_buf_add_char(out, c);
        }
    }
    gr_buf_add(out, NEWLINE);
}

/** RFC 2045, 6.7. Lines are as long as they are; a soft break keeps each below 77. */
static void add_quoted(gr_str text, gr_buf *out)
{
    size_t column = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool at_end = i + 1 == text.len || text.ptr[i + 1] == '\n';
        bool plain = (c > ' ' && c < 0x7f && c != '=') || (c == ' ' && !at_end);
        plain = plain && !(c == '.' && column == 0); /* a line of one dot ends mails */
        if (c == '\n') {
            gr_buf_add_char(out, '\n');
            column = 0;
            continue;
        }
        if (column + (plain ? 1 : 3) > LINE_BYTES - 1) {
            gr_buf_add(out, GR_LIT("=\n"));
            column = 0;
        }
        gr_buf_addf(out, plain ? "%c" : "=%02X", c);
        column += plain ? 1 : 3;
    }
}

static void add_text(const gr_message *message, gr_buf *out)
{
    gr_buf_add(out, GR_LIT("Content-Type: text/plain; charset=utf-8\n"
                           "Content-Transfer-Encoding: quoted-printable\n\n"));
    add_quoted(message->text, out);
}

/** RFC 2231 where a name has more than letters and digits. */
static void add_file_name(gr_str name, gr_buf *out)
{
    bool plain = is_plain(name) && gr_str_find(name, GR_LIT("\"")) == SIZE_MAX &&
                 gr_str_find(name, GR_LIT("\\")) == SIZE_MAX;
    if (plain) {
        gr_buf_addf(out, " filename=\"" GR_FMT "\"\n", GR_ARG(name));
        return;
    }
    gr_buf_add(out, GR_LIT(" filename*=utf-8''"));
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '.' || c == '-' || c == '_';
        gr_buf_addf(out, safe ? "%c" : "%%%02X", c);
    }
    gr_buf_add(out, NEWLINE);
}

static const char *type_of(gr_str name)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
#define GR_OUTPUT(name, mime, label) {"." #name, mime},
#include "base/outputs.def"
#undef GR_OUTPUT
    };
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (gr_str_ends(name, gr_str_of(types[i].ending))) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

static void add_file(const gr_message_file *file, gr_buf *out)
{
    gr_buf_addf(out, "Content-Type:\n %s\nContent-Disposition: attachment;\n", type_of(file->name));
    add_file_name(file->name, out);
    gr_buf_add(out, GR_LIT("Content-Transfer-Encoding: base64\n\n"));
    for (size_t at = 0; at < file->bytes.len; at += CHUNK_BYTES) {
        add_base64(gr_str_sub(file->bytes, at, CHUNK_BYTES), out);
        gr_buf_add(out, NEWLINE);
    }
}

static void add_head(const gr_message *message, gr_buf *out)
{
    add_address("From", message->from, out);
    add_address("To", message->to, out);
    if (message->reply_to.len > 0) {
        add_address("Reply-To", message->reply_to, out);
    }
    add_subject(message->subject, out);
    add_date(message, out);
    gr_buf_addf(out,
                "Message-ID: <" GR_FMT ">\nAuto-Submitted: auto-generated\n"
                "X-Auto-Response-Suppress: All\nMIME-Version: 1.0\n",
                GR_ARG(message->id));
}

gr_str gr_message_bytes(const gr_message *message, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    add_head(message, &out);
    if (message->n_files == 0) {
        add_text(message, &out);
        return gr_buf_view(&out);
    }
    /* the same mail has the same bytes; "=_" stands in no text that is encoded as these are */
    gr_str mark = gr_str_sub(gr_sha256_hex(arena, gr_sha256_of(message->id)), 0, 24);
    gr_buf_addf(&out, "Content-Type: multipart/mixed; boundary=\"=_" GR_FMT "\"\n", GR_ARG(mark));
    gr_buf_addf(&out, "\n--=_" GR_FMT "\n", GR_ARG(mark));
    add_text(message, &out);
    for (size_t i = 0; i < message->n_files; i++) {
        gr_buf_addf(&out, "\n--=_" GR_FMT "\n", GR_ARG(mark));
        add_file(&message->files[i], &out);
    }
    gr_buf_addf(&out, "\n--=_" GR_FMT "--\n", GR_ARG(mark));
    return gr_buf_view(&out);
}

gr_str gr_message_id(gr_str run, gr_str from, gr_str to, gr_arena *arena)
{
    size_t at = gr_str_find(from, GR_LIT("@"));
    gr_str whose = gr_sha256_hex(arena, gr_sha256_of(to));
    return gr_str_fmt(arena, GR_FMT "." GR_FMT "@" GR_FMT, GR_ARG(run),
                      GR_ARG(gr_str_sub(whose, 0, 12)), GR_ARG(gr_str_sub(from, at + 1, SIZE_MAX)));
}
