/*
 * The theme: one file (templates/theme.xml, schema templates/theme.rng) with colours, type sizes, spaces and logo
 * that feeds the HTML style sheet, the charts and the pages. Templates and renderers name roles; points and
 * colours stand only there. docs/templates.md tells a Jobcenter how to write one of its own.
 */
#ifndef KD_DOCUMENT_THEME_H
#define KD_DOCUMENT_THEME_H

#include "base/diag.h"
#include "base/digest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum theme_colour {
    THEME_INK,       /* text */
    THEME_GREY,      /* text that explains */
    THEME_PAPER,     /* behind everything */
    THEME_RULE,      /* light lines between rows, gridlines */
    THEME_RULE_DARK, /* under heads, over sums */
    THEME_DATA,      /* the one blue */
    THEME_DATA_SOFT,
    THEME_TRACK,      /* the pale rest of a bar */
    THEME_ALERT,      /* overdue, without contact: always with its word */
    THEME_ALERT_SOFT, /* its lighter form, beside it in a stacked bar */
    THEME_HEAT_1,     /* palest .. */
    THEME_HEAT_2,
    THEME_HEAT_3,
    THEME_HEAT_4,
    THEME_HEAT_5,  /* .. strongest; text on it is THEME_ON_HEAT where the contrast asks for it */
    THEME_ON_HEAT, /* text on the strong steps */
    THEME_COLOURS
};
enum { THEME_HEAT_STEPS = 5 };

enum theme_type { /* named type sizes */
                  THEME_BODY,
                  THEME_TABLE,
                  THEME_SMALL, /* captions, axes, header and footer */
                  THEME_HEADING,
                  THEME_SUBHEADING,
                  THEME_TITLE,
                  THEME_LEAD,
                  THEME_FIGURE, /* the value of a kpi */
                  THEME_TYPES
};

struct theme_type_size {
    double size, leading; /* pt */
};

enum theme_space {                   /* named distances; between two blocks the larger one counts */
                   THEME_SECTION,    /* before a heading of level 2 */
                   THEME_SUBSECTION, /* before a deeper heading */
                   THEME_PARAGRAPH,  /* between paragraphs */
                   THEME_BLOCK,      /* around tables and charts */
                   THEME_ITEM,       /* between the items of a list */
                   THEME_ROW,        /* in a cell of a table, above its text */
                   THEME_COLUMN,     /* between the contents of two columns of a table */
                   THEME_SPACES
};

/* The picture at the right of the title. */
struct theme_logo {
    const unsigned char *bytes; /* of the file, PNG or JPEG, checked when the theme was loaded; of the theme */
    size_t n;                   /* 0: there is none */
    bool jpeg;
    int width, height;          /* px */
    int components;             /* of a JPEG: 1 grey, 3 colour (4 is refused) */
    double width_pt, height_pt; /* on the page */
    char alt[256];              /* what it shows */
};

/*
 * What pages take from the system besides the faces that a theme names: faces that lend the characters those lack, the
 * patterns of hyphenation, the colour profile of the archive. theme_files has a row each.
 */
enum theme_file { THEME_SYMBOLS, THEME_MATH, THEME_SIGNS, THEME_HYPHENS, THEME_PROFILE, THEME_FILES };
enum { THEME_LONGEST_PATH = 600 };

struct theme_file_row {
    const char *name;    /* of the file */
    const char *folder;  /* where Debian has it; NULL: beside the regular face */
    const char *package; /* of Debian */
    const char *what;    /* "das Farbprofil" */
    const char *without; /* what pages are without it, a main clause */
};
extern const struct theme_file_row theme_files[THEME_FILES];

struct theme {
    uint32_t colour[THEME_COLOURS]; /* 0xRRGGBB */
    uint32_t dark[THEME_COLOURS];   /* the same in dark mode (HTML) */
    struct theme_type_size type[THEME_TYPES];
    double space[THEME_SPACES];                                  /* pt */
    double margin_left, margin_right, margin_top, margin_bottom; /* pt, of an A4 page */
    char font_regular[512], font_bold[512], font_italic[512];    /* files */
    struct theme_logo logo;
    struct digest_text digest; /* of the file it was read from */
    char file[THEME_FILES][THEME_LONGEST_PATH]; /* need not be there: pages are poorer then */
};

/* Where the fonts of a theme lie: it names a file below this folder, so that only what came with the system is read. */
#define THEME_FONTS "/usr/share/fonts/"

/*
 * Reads file, checked against the schema file rng and for contrast: text 4.5:1, graphics 3:1, light and dark
 * (spec 4), every pair of colours that a renderer lays upon each other. A logo lies beside the file or below its
 * folder. False: not valid or not readable (DIAG_RULES), d says where; t then holds nothing that is to be freed.
 */
bool theme_load(struct theme *t, const char *file, const char *rng, struct diag *d) MUST_CHECK;
/*
 * Finds the files of theme_files: DATA/system/NAME where something of that name lies there, though it be a link to
 * nothing, else where Debian has it. theme_load has done it without a data folder (NULL).
 */
void theme_find_files(struct theme *t, const char *data_dir);
/* The version of the library that reads logos, for the record of a run. */
const char *theme_library(void);
void theme_free(struct theme *t); /* what theme_load took; t may be zeroed */
/* 0..THEME_HEAT_STEPS-1 for a share 0..1; a share beyond them counts as the nearer end. */
int theme_heat_step(double share);
/* The colour of text on a step, THEME_INK or THEME_ON_HEAT: what reads better. colours: of a theme, light or
 * dark. */
enum theme_colour theme_heat_text(const uint32_t colours[THEME_COLOURS], int step);
/* The roles' names as in theme.xml, "data-soft"; also the names of the CSS variables. */
const char *theme_colour_name(enum theme_colour colour);
const char *theme_type_name(enum theme_type type);
const char *theme_space_name(enum theme_space space);
/* WCAG contrast ratio of two colours 0xRRGGBB, 1..21. */
double theme_contrast(uint32_t a, uint32_t b);

#endif
