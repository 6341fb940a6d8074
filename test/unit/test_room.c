/* SPDX-License-Identifier: MIT */
/* Memory by the piece: each aligned and by itself, given back in the order of marks, and never less than
 * asked. */
#include "support.h"

#include "../../lib/json/room.h"
#include "property/random.h"

#define PIECES 200

/* Every piece is filled with its number, and still is when all are taken. */
static void pieces_are_apart(void **state)
{
    struct room room = {NULL, 0, NULL};
    unsigned char *pieces[PIECES];
    size_t sizes[PIECES];
    size_t sum = 0;

    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = random_bits() % (i % 10 == 0 ? 9000 : 300);
        pieces[i] = orgpol_room_take(&room, sizes[i]);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        memset(pieces[i], (int)i, sizes[i]);
        sum += sizes[i];
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t at = 0; at < sizes[i]; at++)
            assert_int_equal(pieces[i][at], i);
    assert_true(orgpol_room_bytes(&room) >= sum);
    orgpol_room_free(&room);
    assert_int_equal(orgpol_room_bytes(&room), 0);
}

static void arrays_are_cleared(void **state)
{
    struct room room = {NULL, 0, NULL};
    const struct room before = room;
    const unsigned char *array;

    (void)state;
    memset(orgpol_room_take(&room, 4000), 0xFF, 4000);
    orgpol_room_restore(&room, &before);
    array = orgpol_room_array(&room, 1000, 4);
    for (size_t i = 0; i < 4000; i++)
        assert_int_equal(array[i], 0);
    orgpol_room_free(&room);
}

/* What was taken before a mark stays; the same room comes again after it. */
static void marks_are_gone_back_to(void **state)
{
    struct room room = {NULL, 0, NULL};
    unsigned char *const kept = orgpol_room_take(&room, 100);
    const struct room before = room;
    const size_t bytes = orgpol_room_bytes(&room);

    (void)state;
    memset(kept, 7, 100);
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 20; i++)
            memset(orgpol_room_take(&room, 1000), 0, 1000);
        orgpol_room_restore(&room, &before);
        assert_int_equal(orgpol_room_bytes(&room), bytes);
    }
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(kept[i], 7);
    orgpol_room_free(&room);
}

static void the_last_piece_can_be_trimmed(void **state)
{
    struct room room = {NULL, 0, NULL};
    unsigned char *const piece = orgpol_room_take(&room, 1000);
    unsigned char *next;

    (void)state;
    memset(piece, 7, 20);
    orgpol_room_trim(&room, piece, 20);
    orgpol_room_trim(&room, NULL, 20);
    next = orgpol_room_take(&room, 50);
    memset(next, 8, 50);
    if (!ROOM_IS_APART)
        assert_int_equal(next - piece, room_rounded(20));
    for (size_t i = 0; i < 20; i++)
        assert_int_equal(piece[i], 7);
    orgpol_room_free(&room);
}

static void too_much_is_refused(void **state)
{
    struct room room = {NULL, 0, NULL};
    struct room before;

    (void)state;
    assert_non_null(orgpol_room_take(&room, 0));
    before = room;
    for (size_t less = 0; less < 40; less++) {
        assert_null(orgpol_room_take(&room, SIZE_MAX - less));
        assert_null(orgpol_room_array(&room, SIZE_MAX / 16 + 1 + less, 16));
        assert_false(orgpol_room_add(&room, SIZE_MAX - less));
        assert_memory_equal(&room, &before, sizeof room);
    }
    orgpol_room_free(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_apart),       cmocka_unit_test(arrays_are_cleared),
        cmocka_unit_test(marks_are_gone_back_to), cmocka_unit_test(the_last_piece_can_be_trimmed),
        cmocka_unit_test(too_much_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
