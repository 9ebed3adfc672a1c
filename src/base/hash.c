#include "base/hash.h"

#include <sys/auxv.h>

struct hash_seed hash_seed(void)
{
    struct hash_seed seed = {UINT64_C(0xD6E8FEB86659FD93), UINT64_C(0xCA5A826395121157)};
    const void *random = (const void *)getauxval(AT_RANDOM); /* 16 bytes; none on some emulators */
    if (random)
        memcpy(&seed, random, sizeof seed);
    return seed;
}
