/* An archived run: complete, unchanged, from which inputs (spec 5.1). */
#include "archive/seal.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/verify_run.h"

#include <string.h>

/* The input as it is today, where its folder is named. */
static void put_today(struct command_verify *c, const xmlNode *input)
{
    struct digest_text digest;
    struct diag unread = {0};
    if (!c->o->exports || c->o->replay)
        return;
    const char *path = arena_printf(c->a, "%s/%s", c->o->exports, command_record_value(input, "name"));
    if (!digest_file(path, &digest, &unread)) {
        buf_printf(&c->out, "    heute: fehlt (%s)\n", path);
        c->other_exports = true;
        return;
    }
    bool same = strcmp(digest.hex, command_record_value(input, "sha256")) == 0;
    buf_printf(&c->out, "    heute: %s\n", same ? "unverändert" : "eine andere");
    c->other_exports |= !same;
}

static void put_origin(struct command_verify *c, const xmlNode *root)
{
    const xmlNode *n = xml_from(root->children, "regelwerk");
    buf_printf(&c->out, "\nLauf %s, Stichtag %s%s%s\n", command_record_value(root, "kennung"),
               command_record_text(root, "stichtag"), *command_record_text(root, "jobcenter") ? ", " : "",
               command_record_text(root, "jobcenter"));
    buf_printf(&c->out, "Programm: %s %s\n", command_record_value(root, "programm"),
               command_record_value(root, "programmversion"));
    buf_printf(&c->out, "Regelwerk: %s (%s), in Kraft: %s\n    %s\n", command_record_value(n, "kennung"),
               command_record_value(n, "name"), command_record_value(n, "in-kraft"), command_record_value(n, "sha256"));
    for (n = xml_from(root->children, "parameter"); n; n = xml_from(n->next, "parameter"))
        buf_printf(&c->out, "Parameter: %s = %s\n", command_record_value(n, "name"), command_record_value(n, "wert"));
    for (n = xml_from(root->children, "eingabe"); n; n = xml_from(n->next, "eingabe")) {
        buf_printf(&c->out, "Eingabe: %s (%s Byte, %s Zeilen)\n    %s\n", command_record_value(n, "name"),
                   command_record_value(n, "bytes"), command_record_value(n, "zeilen"),
                   command_record_value(n, "sha256"));
        put_today(c, n);
    }
    for (n = xml_from(root->children, "archiv"); n; n = xml_from(n->next, "archiv"))
        buf_printf(&c->out, "Verglichen mit: Lauf %s, Stichtag %s\n    %s\n", command_record_value(n, "kennung"),
                   command_record_value(n, "stichtag"), command_record_value(n, "sha256"));
    for (n = xml_from(root->children, "vorgaenger"); n; n = xml_from(n->next, "vorgaenger"))
        buf_printf(&c->out, "Folgt auf: Lauf vom %s\n    %s\n", command_record_value(n, "stichtag"),
                   command_record_value(n, "sha256"));
    for (n = xml_from(root->children, "datei"); n; n = xml_from(n->next, "datei"))
        buf_printf(&c->out, "Dazu: %s\n    %s\n", command_record_value(n, "name"), command_record_value(n, "sha256"));
    for (n = xml_from(root->children, "bibliothek"); n; n = xml_from(n->next, "bibliothek"))
        buf_printf(&c->out, "Bibliothek: %s %s\n", command_record_value(n, "name"), command_record_value(n, "version"));
}

/* ---- the paper ---- */

static bool read_digest(const char *typed, char digits[SEAL_DIGITS + 1], struct diag *d)
{
    size_t n = seal_read(typed, digits);
    if (n >= SEAL_LEAST)
        return true;
    if (n)
        diag_fail(d, DIAG_USAGE, NULL, 0, "--digest: %zu Stellen sind zu wenige, um einen Lauf zu erkennen", n);
    else
        diag_fail(d, DIAG_USAGE, NULL, 0, "--digest: „%s“ ist keine Prüfzahl", typed);
    return diag_expect(d, "die %d Stellen 0-9a-f von der Bestätigung des Nachweises, mindestens die ersten %d",
                       SEAL_DIGITS, SEAL_LEAST);
}

/* The number of the run, from SHA256SUMS; false: they do not name all of its data. */
static bool seal_of_run(const struct verify *v, struct digest_text *seal)
{
    struct digest_text digest[SEAL_FILES];
    for (int i = 0; i < SEAL_FILES; i++) {
        const struct digest_text *named = verify_named(v, seal_files[i]);
        if (!named)
            return false;
        digest[i] = *named;
    }
    *seal = seal_of(digest);
    return true;
}

/* digits: from the paper; "" nothing was typed. */
static void compare_paper(struct command_verify *c, const struct verify *v, const char *digits)
{
    struct digest_text seal;
    const size_t n = strlen(digits);
    if (!seal_of_run(v, &seal)) {
        if (n)
            buf_text(&c->out, "Hier liegen nicht alle Daten eines Laufs; eine Prüfzahl hat nur ein ganzer.\n");
        c->other_paper = n;
        return;
    }
    buf_text(&c->out, "Prüfzahl (auf der Bestätigung des Nachweises): ");
    seal_put(&c->out, seal.hex);
    buf_char(&c->out, '\n');
    if (!n)
        return;
    c->other_paper = strncmp(seal.hex, digits, n) != 0 && strncmp(v->sums.hex, digits, n) != 0;
    if (c->other_paper) {
        buf_text(&c->out, "    auf dem Papier:                            ");
        seal_put(&c->out, digits);
        buf_text(&c->out, "\nPapier und Ordner gehören nicht zusammen.\n");
    } else if (c->faults) {
        buf_text(&c->out, "Das Papier gehört zu SHA256SUMS; die Dateien sind aber nicht mehr, wie diese sie nennt.\n");
    } else {
        buf_printf(&c->out, "Papier und Ordner gehören zusammen (%s%zu von %d Stellen verglichen).\n",
                   n < SEAL_DIGITS ? "die ersten " : "", n, SEAL_DIGITS);
    }
}

/* ---- all ---- */

static bool say_found(const struct command_verify *c, struct diag *d)
{
    if (c->faults) {
        diag_fail(d, DIAG_FOUND, c->o->input, 0, "der Lauf ist nicht mehr, wie er veröffentlicht wurde");
        diag_expect(d, "jede Datei von SHA256SUMS, unverändert, und keine sonst");
        return diag_cure(d, "den Lauf aus der Sicherung zurückholen, oder neu auswerten (kontaktdichte report)");
    }
    if (c->other_paper) {
        diag_fail(d, DIAG_FOUND, c->o->input, 0, "die Prüfzahl ist nicht die dieses Laufs");
        return diag_expect(d, "der Lauf, zu dem das Papier gehört; auf dem Nachweis stehen auch seine Kennung und sein "
                              "Stichtag");
    }
    if (c->other_replay) {
        diag_fail(d, DIAG_FOUND, c->o->input, 0, "noch einmal gemacht, ist es nicht derselbe Lauf");
        return diag_expect(d, "dieselben Bytes aus denselben Eingaben, wie lauf.xml sie nennt");
    }
    diag_fail(d, DIAG_FOUND, c->o->exports, 0,
              "hier liegen nicht die Exporte dieses Laufs; der Lauf selbst ist unverändert");
    return diag_expect(d, "der Ordner mit den Exporten, aus denen der Lauf entstand");
}

/* What is not as it was cannot be made again: its record may be wrong, too. */
static bool replay(struct command_verify *c, const struct verify *v, const xmlDoc *doc, replay_make *again,
                   struct diag *d)
{
    if (!c->faults && doc)
        return command_verify_replay(c, v, xmlDocGetRootElement(doc), again, d);
    buf_text(&c->out, "\nNicht noch einmal gemacht: dazu muss der Lauf ganz und unverändert sein, mit lauf.xml.\n");
    c->other_replay = true;
    return true;
}

/* Options that look at one run. */
static bool refuse_with_chain(const struct settings *o, struct diag *d)
{
    const char *name = o->digest ? "digest" : o->exports ? "exports" : o->replay ? "replay" : NULL;
    if (!name)
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s gilt einem Lauf, --chain einer Reihe", name);
    return diag_expect(d, "eines von beiden");
}

/* Options that say what a run that is made again is made from. */
static bool refuse_without_replay(const struct settings *o, struct diag *d)
{
    const char *name = o->rules ? "rules" : o->theme ? "theme" : o->archive ? "archive" : o->key ? "key" : NULL;
    if (!name || o->replay)
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "dieser Befehl kennt --%s nur mit --replay", name);
    return diag_expect(d, "--replay mit den Exporten oder dem Auftrag, aus denen der Lauf entstand");
}

bool command_verify(const struct settings *o, replay_make *again, struct diag *d)
{
    struct command_verify c = {.o = o, .folder = o->input};
    char digits[SEAL_DIGITS + 1] = "";
    struct verify v;
    xmlDoc *doc;
    struct signature_public key;
    if (!refuse_without_replay(o, d))
        return false;
    if (o->public_key && !signature_public_load(o->public_key, &key, d))
        return false;
    if (o->public_key)
        c.key = &key;
    if (o->chain)
        return refuse_with_chain(o, d) && command_verify_chain(o, c.key, d);
    if (o->digest && !read_digest(o->digest, digits, d))
        return false;
    c.a = arena_new();
    bool ok = command_verify_run(&c, &v, &doc, d);
    if (ok)
        compare_paper(&c, &v, digits);
    if (doc)
        put_origin(&c, xmlDocGetRootElement(doc));
    else if (ok && !c.faults)
        buf_text(&c.out, "\nHier liegt keine lauf.xml: woraus der Lauf entstand, steht in seinem ganzen Ordner.\n");
    if (ok && o->replay)
        ok = replay(&c, &v, doc, again, d);
    xmlFreeDoc(doc);
    ok = ok && output_put_text(NULL, &c.out, d);
    if (ok && (c.faults || c.other_exports || c.other_paper || c.other_replay))
        ok = say_found(&c, d);
    verify_free(&v);
    buf_free(&c.out);
    arena_free(c.a);
    return ok;
}
