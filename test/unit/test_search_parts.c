/* SPDX-License-Identifier: MIT */
/* What AuthZEN searches are made of, from inside: the ids of candidates, and tokens that no page had. */
#include "searches.h"

#include "../../lib/json/ids.h"
#include "../../lib/json/page.h"

/* Two accounts of one id are none, and nobody's are none. */
static void accounts_of_one_id_are_no_candidates(void **state)
{
    struct orgpol_tenant *own =
        loaded("{'users':[{'user_id':'u','connected_accounts':[{'id':'a','connection':'c'},{'id':'b',"
               "'connection':'c'},{'id':'a','connection':'d'}]},{'user_id':'v'}]}");
    const struct orgpol_str owner = ORGPOL_STR("u");
    const struct orgpol_str nobody = ORGPOL_STR("w");

    (void)state;
    assert_int_equal(orgpol_ids_count(own, IDS_CONNECTED_ACCOUNT, owner), 3);
    assert_absent(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, owner, 0));
    assert_text(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, owner, 1), "b");
    assert_absent(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, owner, 2));
    assert_absent(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, owner, 3));
    assert_int_equal(orgpol_ids_count(own, IDS_CONNECTED_ACCOUNT, nobody), 0);
    assert_absent(orgpol_id_at(own, IDS_CONNECTED_ACCOUNT, nobody, 0));
    orgpol_tenant_free(own);
}

/* Whoever makes a token up gets no more of it than one that was given. */
static void a_made_up_token_has_the_limits_of_others(void **state)
{
    static const struct {
        uint16_t limit;
        uint64_t place;
        enum orgpol_status status;
    } rows[] = {
        {ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT, 0, ORGPOL_OK},
        {ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT, UINT64_MAX, ORGPOL_OK},
        {ORGPOL_AUTHZEN_SEARCH_MAX_LIMIT + 1, 0, ORGPOL_ERR_REQUEST},
        {UINT16_MAX, 0, ORGPOL_ERR_REQUEST},
    };
    struct orgpol_json_error wrong = ORGPOL_JSON_ERROR_INIT;
    char *text = quoted(ANYBODY "}");
    cJSON *tree = cJSON_Parse(text);
    const struct question question = {.subject = cJSON_GetObjectItem(tree, "subject"),
                                      .action = cJSON_GetObjectItem(tree, "action"),
                                      .resource = cJSON_GetObjectItem(tree, "resource"),
                                      .context = cJSON_GetObjectItem(tree, "context")};
    struct page page;

    (void)state;
    assert_int_equal(orgpol_page_read(tree, SUBJECT, &question, &page, &wrong), ORGPOL_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char token[PAGE_TOKEN_DIGITS + 1];
        char request[512];

        page.limit = rows[i].limit;
        orgpol_page_token(&page, rows[i].place, token);
        snprintf(request, sizeof request, ANYBODY ",'page':{'token':'%s'}}", token);
        assert_int_equal(ask(SUBJECT, request), rows[i].status);
    }
    cJSON_Delete(tree);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accounts_of_one_id_are_no_candidates),
        cmocka_unit_test(a_made_up_token_has_the_limits_of_others),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
