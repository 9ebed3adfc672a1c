/*
 * cmocka wants these headers before its own.
 */
#ifndef KD_TESTS_CMOCKA_ALL_H
#define KD_TESTS_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
