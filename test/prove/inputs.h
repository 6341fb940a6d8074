/* SPDX-License-Identifier: MIT */
/* Inputs of which the analyser knows nothing but their bounds. */
#ifndef ORGPOL_TEST_INPUTS_H
#define ORGPOL_TEST_INPUTS_H

#include <__fc_builtin.h>
#include <stdint.h>

#include "orgpol.h"

/* Bytes of a text, texts of a list, rows of a list, room for what is written, bytes of a secret or buffer. */
#define TEXT 32
#define TEXTS 8
#define ROWS 2
#define ROOM 40
#define BYTES 80

#define SIZE_OF(row) ((uint32_t)sizeof(row))

/* A C string of at most TEXT - 1 bytes, once make_texts has run. */
extern char terminated[TEXT];

void make_texts(void);

/* Absent, or at most TEXT bytes. */
struct orgpol_str any_text(void);

/* Such texts; `texts` has room for TEXTS. */
void any_texts(struct orgpol_str *texts);

/* Every byte of the row is unknown. */
void unknown(void *row, size_t size);

uint8_t any_uint8_t(void);
uint16_t any_uint16_t(void);
uint32_t any_uint32_t(void);
unsigned any_unsigned(void);
size_t any_size_t(void);

#define either(a, b) Frama_C_nondet_ptr((void *)(a), (void *)(b))

#endif
