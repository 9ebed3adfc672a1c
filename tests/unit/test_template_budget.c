/* Templates that ask for more than a machine has end with words; what one takes is no other's. */
#include "cmocka_all.h"

#include "document/template.h"
#include "document/template_budget.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define HEAD                                                                                                           \
    "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">"                              \
    "<xsl:template match=\"/\"><o>"
#define FOOT "</o></xsl:template></xsl:stylesheet>"

/* A body between HEAD and FOOT, applied to 2,000 elements; a body that closes them itself goes on behind. */
static bool apply(const char *body, struct diag *d)
{
    char path[] = "/tmp/kd-template-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    fputs(HEAD, f);
    fputs(body, f);
    fputs(FOOT, f);
    assert_int_equal(fclose(f), 0);
    struct buf results = {0}, out = {0};
    buf_text(&results, "<a>");
    for (int i = 0; i < 2000; i++)
        buf_text(&results, "<b>0123456789</b>");
    buf_text(&results, "</a>");
    struct template *t = template_load(path, d);
    unlink(path);
    bool ok = t && template_apply(t, results.p, results.n, NULL, 0, &out, d);
    assert_true(ok || out.n == 0);
    template_free(t);
    buf_free(&out);
    buf_free(&results);
    return ok;
}

static void refused(const char *body, const char *words)
{
    struct diag d = {0};
    assert_false(apply(body, &d));
    assert_int_equal(d.code, DIAG_RULES);
    assert_non_null(strstr(d.file, "kd-template-"));
    if (!strstr(d.what, words))
        fail_msg("„%s“ says nothing of „%s“", d.what, words);
}

static void test_refused(void **state)
{
    (void)state;
    /* the whole tree for each of its nodes: 4 million elements */
    refused("<xsl:for-each select=\"//b\"><xsl:copy-of select=\"/\"/></xsl:for-each>", "Speicher");
    /* a text doubled with each call */
    refused("<xsl:call-template name=\"twice\"><xsl:with-param name=\"s\" select=\"'0123456789'\"/></xsl:call-template>"
            "</o></xsl:template><xsl:template name=\"twice\"><xsl:param name=\"s\"/>"
            "<xsl:call-template name=\"twice\"><xsl:with-param name=\"s\" select=\"concat($s, $s)\"/>"
            "</xsl:call-template></xsl:template><xsl:template name=\"end\"><o>",
            "Speicher");
    /* all nodes for each node, for each node */
    refused("<xsl:value-of select=\"count(//b[count(//b[count(//b) &gt; 0]) &gt; 0])\"/>", "XPath");
}

static void test_after_a_refusal(void **state)
{
    (void)state;
    struct diag d = {0};
    assert_true(apply("<xsl:for-each select=\"//b\"><xsl:value-of select=\".\"/></xsl:for-each>", &d));
}

/* One step that asks for gigabytes: the program ends there, with words and the code of a template that is not valid. */
static void test_one_step(void **state)
{
    (void)state;
    struct buf body = {0};
    buf_text(&body, "<xsl:variable name=\"a\"><xsl:for-each select=\"//b\"><xsl:value-of select=\"/\"/></xsl:for-each>"
                    "</xsl:variable><xsl:value-of select=\"concat($a"); /* 40 MB */
    for (int i = 0; i < 40; i++)
        buf_text(&body, ", $a");
    buf_text(&body, ")\"/>");
    int back[2], status;
    assert_int_equal(pipe(back), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct diag d = {0};
        dup2(back[1], STDERR_FILENO);
        close(back[0]);
        _exit(apply(buf_str(&body), &d) ? 0 : 99);
    }
    close(back[1]);
    char said[1000] = "";
    size_t n = 0;
    for (ssize_t got; n < sizeof said - 1 && (got = read(back[0], said + n, sizeof said - 1 - n)) > 0;)
        n += (size_t)got;
    said[n] = '\0';
    close(back[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    buf_free(&body);
    /* a library that gives up in time is as good */
    assert_true(WIFEXITED(status) && (WEXITSTATUS(status) == DIAG_RULES || WEXITSTATUS(status) == 99));
    if (WEXITSTATUS(status) == DIAG_RULES)
        assert_non_null(strstr(said, "in einem Schritt"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_after_a_refusal),
        cmocka_unit_test(test_one_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
