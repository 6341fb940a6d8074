/* SPDX-License-Identifier: MIT */
/* The tables of rows.c as a script reads them, to write types from and to hold them against the headers. */
#include "rows.h"

static napi_value words_value(napi_env env, const struct word *words)
{
    napi_value object = NULL;

    if (words == NULL)
        return text_value(env, NULL);
    napi_create_object(env, &object);
    for (; words->text; words++)
        set_member(env, object, words->text, number_value(env, words->value));
    return object;
}

static napi_value member_value(napi_env env, const struct member *member)
{
    static const char *const kinds[] = {
        [MEMBER_TEXT] = "text",      [MEMBER_TEXTS] = "texts", [MEMBER_FLAG] = "flag",
        [MEMBER_WORD] = "word",      [MEMBER_WORDS] = "words", [MEMBER_BYTES] = "bytes",
        [MEMBER_COUNT_32] = "count", [MEMBER_ROW] = "row",     [MEMBER_COUNT_64] = "count",
    };
    napi_value object = NULL;

    napi_create_object(env, &object);
    set_member(env, object, "kind", text_value(env, kinds[member->kind]));
    set_member(env, object, "words", words_value(env, member->words));
    set_member(env, object, "type", text_value(env, member->type ? member->type->name : NULL));
    return object;
}

/* An object of types, each an object of members. */
void export_types(napi_env env, napi_value exports)
{
    napi_value types = NULL;

    napi_create_object(env, &types);
    for (size_t i = 0; row_type_at(i); i++) {
        const struct row_type *type = row_type_at(i);
        napi_value members = NULL;

        napi_create_object(env, &members);
        for (size_t j = 0; j < type->count; j++)
            set_member(env, members, type->members[j].name, member_value(env, &type->members[j]));
        set_member(env, types, type->name, members);
    }
    set_member(env, exports, "types", types);
}
