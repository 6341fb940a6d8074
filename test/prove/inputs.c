/* SPDX-License-Identifier: MIT */
#include "inputs.h"

/* Two, so that equal texts may share their bytes or not. */
static char bytes[TEXT];
static char other_bytes[TEXT];
char terminated[TEXT];

void unknown(void *row, size_t size)
{
    Frama_C_make_unknown(row, size);
}

void make_texts(void)
{
    unknown(bytes, sizeof bytes);
    unknown(other_bytes, sizeof other_bytes);
    unknown(terminated, sizeof terminated - 1);
}

struct orgpol_str any_text(void)
{
    struct orgpol_str text;

    text.ptr = either(NULL, either(bytes, other_bytes));
    text.len = Frama_C_size_t_interval(0, TEXT);
    return text;
}

void any_texts(struct orgpol_str *texts)
{
    for (size_t i = 0; i < TEXTS; i++)
        texts[i] = any_text();
}

uint8_t any_uint8_t(void)
{
    return Frama_C_unsigned_char_interval(0, UINT8_MAX);
}

uint16_t any_uint16_t(void)
{
    return Frama_C_unsigned_short_interval(0, UINT16_MAX);
}

uint32_t any_uint32_t(void)
{
    return Frama_C_unsigned_int_interval(0, UINT32_MAX);
}

unsigned any_unsigned(void)
{
    return Frama_C_unsigned_int_interval(0, UINT32_MAX);
}

size_t any_size_t(void)
{
    return Frama_C_size_t_interval(0, SIZE_MAX);
}
