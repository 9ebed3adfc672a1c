#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "document/theme.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char theme_file[] = KD_ROOT "/templates/theme.xml";
static const char rng[] = KD_ROOT "/templates/theme.rng";

static void test_the_theme_loads(void **state)
{
    (void)state;
    struct theme t;
    struct diag d = {0};
    assert_true(theme_load(&t, theme_file, rng, &d));
    assert_int_equal(t.colour[THEME_INK], 0x1B1F23);
    assert_int_equal(t.colour[THEME_DATA], 0x1F4E79);
    assert_true(t.type[THEME_BODY].size == 9.2);
    assert_true(t.type[THEME_TITLE].size == 19);
    assert_true(t.margin_left > 40);
    assert_non_null(strstr(t.font_bold, "Bold"));
    for (int i = 0; i < THEME_TYPES; i++)
        assert_true(t.type[i].leading > t.type[i].size);
}

static void test_contrast(void **state)
{
    (void)state;
    assert_true(fabs(theme_contrast(0xFFFFFF, 0) - 21) < 1e-9);
    assert_true(fabs(theme_contrast(0, 0xFFFFFF) - 21) < 1e-9);
    assert_true(theme_contrast(0x777777, 0xFFFFFF) < 4.5); /* the well-known pair around the limit */
    assert_true(theme_contrast(0x767676, 0xFFFFFF) > 4.5);
}

static void test_heat_steps(void **state)
{
    (void)state;
    assert_int_equal(theme_heat_step(0), 0);
    assert_int_equal(theme_heat_step(0.2), 1);
    assert_int_equal(theme_heat_step(0.999), 4);
    assert_int_equal(theme_heat_step(1), 4);
    assert_int_equal(theme_heat_step(-3), 0);
    assert_int_equal(theme_heat_step(1e300), 4);
    assert_int_equal(theme_heat_step(NAN), 0);
}

/* The theme with one text replaced, in a file of its own; what theme_load says. */
static struct diag load_changed(const char *from, const char *to)
{
    static char text[1 << 14];
    FILE *f = fopen(theme_file, "rb");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = '\0';
    char *at = strstr(text, from);
    assert_non_null(at);
    char name[] = "theme-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    f = fdopen(fd, "wb");
    fprintf(f, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    fclose(f);
    struct theme t;
    struct diag d = {0};
    bool ok = theme_load(&t, name, rng, &d);
    unlink(name);
    assert_int_equal(ok, d.code == DIAG_NONE);
    return d;
}

static void test_faults(void **state)
{
    (void)state;
    struct diag d = load_changed("#57606A", "#90989F");
    assert_int_equal(d.code, DIAG_RULES);
    assert_non_null(strstr(d.what, "Kontrast von »grey« auf »paper« (hell)"));
    assert_string_equal(d.expected, "mindestens 4,5:1");
    d = load_changed("dark=\"#46688C\"", "dark=\"#304050\"");
    assert_non_null(strstr(d.what, "»data-soft« auf »paper« (dunkel)"));
    d = load_changed("#1B1F23", "1B1F23");
    assert_non_null(strstr(d.what, "»light« in <colour>"));
    assert_int_equal(d.line, 8);
    d = load_changed("role=\"grey\"", "role=\"ink\"");
    assert_non_null(strstr(d.what, "»ink« steht nicht genau einmal"));
    d = load_changed("size=\"9.2\"", "size=\"9,2\"");
    assert_non_null(strstr(d.what, "»size« in <type>"));
    d = load_changed("face=\"bold\"", "face=\"italic\"");
    assert_non_null(strstr(d.what, "genau eine Schrift"));
    struct theme t;
    d = (struct diag){0};
    assert_false(theme_load(&t, "/gibt/es/nicht.xml", rng, &d));
    assert_int_equal(d.code, DIAG_RULES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_theme_loads),
        cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_heat_steps),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
