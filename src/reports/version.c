/* --version: the program, what guards it, and the libraries that it is made with. */
#include "reports/version.h"

#include "base/buf.h"
#include "base/sandbox.h"
#include "reports/state.h"

#include <elf.h>
#include <link.h>
#include <stdio.h>

/* What the linker was told, as the finished program has it. */
extern ElfW(Dyn) _DYNAMIC[] __attribute__((weak, visibility("hidden")));

static bool is_pie(void)
{
    for (const ElfW(Dyn) *x = _DYNAMIC; x && x->d_tag != DT_NULL; x++)
        if (x->d_tag == DT_FLAGS_1 && x->d_un.d_val & DF_1_PIE)
            return true;
    return false;
}

static bool is_bound_at_start(void)
{
    for (const ElfW(Dyn) *x = _DYNAMIC; x && x->d_tag != DT_NULL; x++)
        if (x->d_tag == DT_BIND_NOW || (x->d_tag == DT_FLAGS && x->d_un.d_val & DF_BIND_NOW) ||
            (x->d_tag == DT_FLAGS_1 && x->d_un.d_val & DF_1_NOW))
            return true;
    return false;
}

/* The first object is the program. */
static int find_relro(struct dl_phdr_info *info, size_t size, void *found)
{
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_GNU_RELRO)
            *(bool *)found = true;
    return 1;
}

static void put_build(struct buf *b)
{
    bool relro = false;
    dl_iterate_phdr(find_relro, &relro);
    if (is_pie())
        buf_text(b, "PIE, ");
    if (relro)
        buf_text(b, is_bound_at_start() ? "volles RELRO, " : "RELRO, ");
#if defined __SSP_STRONG__ || defined __SSP_ALL__
    buf_text(b, "Wächter auf dem Stapel, ");
#endif
#if defined __USE_FORTIFY_LEVEL && __USE_FORTIFY_LEVEL > 0
    buf_printf(b, "FORTIFY %d, ", __USE_FORTIFY_LEVEL);
#endif
#ifdef __CET__
    buf_text(b, "CET, ");
#endif
    if (b->n >= 2)
        b->n -= 2;
}

void reports_version(void)
{
    struct buf build = {0}, sandbox = {0};
    size_t n;
    const struct reports_library *library = reports_libraries(&n);
    put_build(&build);
    sandbox_put_words(&sandbox);
    printf("kontaktdichte " KD_VERSION "\nGebaut mit: %.*s\nSchutz im Lauf: %s\nBibliotheken:", (int)build.n,
           buf_str(&build), buf_str(&sandbox));
    for (size_t i = 0; i < n; i++)
        printf("%s %s %s", i ? "," : "", library[i].name, library[i].version());
    putchar('\n');
    buf_free(&build);
    buf_free(&sandbox);
}
