/* SPDX-License-Identifier: MIT */
/* The struct_size rule of orgpol/base.h at every boundary of every struct of a login. */
#include "logins.h"

/* One row of a world, for tests that spoil each in turn. */
struct part {
    const char *name;
    size_t offset;
    size_t size;
    bool exchange; /* belongs to a Cross App Access exchange */
};

#define PART(member, exchange)                                                                  \
    {                                                                                           \
#member, offsetof(struct world, member), sizeof((struct world *)NULL)->member, exchange \
    }

static const struct part parts[] = {
    PART(request, false),
    PART(options, false),
    PART(settings, false),
    PART(client, false),
    PART(organization, false),
    PART(connection, false),
    PART(enabled_client, false),
    PART(enabled_connection, false),
    PART(organization_client, false),
    PART(member, false),
    PART(user, false),
    PART(exchange, true),
    PART(resource_server, true),
    PART(own_grant, true),
    PART(default_grant, true),
};

/*
 * Puts a copy of the part, with `size` as its struct_size, where the request points. `room` has at least
 * `size` bytes, and 4; it is zero beyond the part's own size.
 */
static const struct orgpol_login_request *replace(const struct part *part, void *room, uint32_t size)
{
    struct orgpol_login_request *request = part->exchange ? allowed_exchange() : allowed_login();
    const char *original = (const char *)&world + part->offset;
    void *const slots[] = {
        &request->options,
        &request->settings,
        &request->client,
        &request->organization,
        &request->connection,
        &request->enabled_client,
        &request->enabled_connection,
        &request->organization_client,
        &request->member,
        &request->user,
        &request->cross_app_access,
        &world.exchange.resource_server,
        &world.exchange.client_grant,
        &world.exchange.default_client_grant,
    };

    memcpy(room, original, part->size < size ? part->size : size);
    memcpy(room, &size, sizeof size);
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        const void *pointed;

        memcpy(&pointed, slots[i], sizeof pointed);
        if (pointed == (const void *)original)
            memcpy(slots[i], &room, sizeof room);
    }
    return part->offset == offsetof(struct world, request) ? room : request;
}

/*
 * The struct_size rule at every size: unusable sizes are errors, a longer struct is an error exactly when a
 * byte of the unknown tail is set, and a shorter one reads as if its tail were zero. The shorter copy fills
 * its allocation, so that AddressSanitizer sees a read beyond the size given.
 */
static void struct_sizes_are_obeyed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct part *part = &parts[i];

        for (uint32_t size = 0; size <= part->size + 64; size++) {
            void *tight = calloc(1, size < 4 ? 4 : size);
            void *whole = calloc(1, part->size);
            struct orgpol_decision decision;

            assert_true(tight && whole);
            decision = orgpol_can_third_party_login(replace(part, tight, size), NULL);
            if (size < 8 || size % sizeof(void *) != 0) {
                assert_error(decision, ORGPOL_REASON_UNSUPPORTED_INPUT);
            } else if (size >= part->size) {
                assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
            } else {
                const struct orgpol_login_request *request = replace(part, whole, size);
                struct orgpol_decision zero_tailed;

                memcpy(whole, &(uint32_t){(uint32_t)part->size}, sizeof(uint32_t));
                zero_tailed = orgpol_can_third_party_login(request, NULL);
                assert_memory_equal(&decision, &zero_tailed, sizeof decision);
            }
            free(tight);
            free(whole);
        }
    }
}

static void unknown_tails_must_be_zero(void **state)
{
    static unsigned char room[ORGPOL_STRUCT_SIZE_MAX + 8];

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct part *part = &parts[i];

        for (size_t byte = part->size; byte < ORGPOL_STRUCT_SIZE_MAX; byte += 7) {
            const struct orgpol_login_request *request;

            memset(room, 0, sizeof room);
            request = replace(part, room, ORGPOL_STRUCT_SIZE_MAX);
            assert_int_equal(orgpol_can_third_party_login(request, NULL).effect, ORGPOL_EFFECT_ALLOW);
            room[byte] = 1;
            assert_error(orgpol_can_third_party_login(request, NULL), ORGPOL_REASON_UNSUPPORTED_INPUT);
        }
        memset(room, 0, sizeof room);
        assert_error(orgpol_can_third_party_login(replace(part, room, sizeof room), NULL),
                     ORGPOL_REASON_UNSUPPORTED_INPUT);
    }
}

static void reserved_members_must_be_zero(void **state)
{
    (void)state;
#define SPOIL(login, member)                                         \
    do {                                                             \
        const struct orgpol_login_request *request = login();        \
        world.member = 1;                                            \
        assert_both_error(request, ORGPOL_REASON_UNSUPPORTED_INPUT); \
    } while (0)
    SPOIL(allowed_login, request.reserved);
    SPOIL(allowed_login, request.reserved2);
    SPOIL(allowed_login, options.reserved);
    SPOIL(allowed_login, settings.reserved);
    SPOIL(allowed_login, settings.reserved2);
    SPOIL(allowed_login, client.reserved);
    SPOIL(allowed_login, organization.reserved);
    SPOIL(allowed_login, organization.reserved2);
    SPOIL(allowed_login, connection.reserved);
    SPOIL(allowed_login, connection.reserved2);
    SPOIL(allowed_login, connection.reserved3);
    SPOIL(allowed_login, enabled_client.reserved);
    SPOIL(allowed_login, enabled_connection.reserved);
    SPOIL(allowed_login, organization_client.reserved);
    SPOIL(allowed_login, organization_client.reserved2);
    SPOIL(allowed_login, member.reserved);
    SPOIL(allowed_login, user.reserved);
    SPOIL(allowed_exchange, exchange.reserved);
    SPOIL(allowed_exchange, exchange.reserved2);
    SPOIL(allowed_exchange, exchange.reserved3);
    SPOIL(allowed_exchange, resource_server.reserved);
    SPOIL(allowed_exchange, own_grant.reserved);
    SPOIL(allowed_exchange, own_grant.reserved2);
    SPOIL(allowed_exchange, own_grant.reserved3);
    SPOIL(allowed_exchange, default_grant.reserved);
    SPOIL(allowed_exchange, default_grant.reserved2);
    SPOIL(allowed_exchange, default_grant.reserved3);
#undef SPOIL
}

/* A result is written as far as its size goes, and not at all when that is unusable. */
static void results_obey_their_size(void **state)
{
    (void)state;
    for (uint32_t size = 0; size <= sizeof(struct orgpol_login_result) + 32; size++) {
        const struct orgpol_login_request *request = allowed_login();
        unsigned char room[256];
        struct orgpol_login_result whole = ORGPOL_LOGIN_RESULT_INIT;
        struct orgpol_decision decision;

        memset(room, 0xA5, sizeof room);
        memcpy(room, &size, sizeof size);
        decision = orgpol_can_login(request, (struct orgpol_login_result *)(void *)room);
        assert_int_equal(orgpol_can_login(request, &whole).effect, ORGPOL_EFFECT_ALLOW);
        if (size < 8 || size % sizeof(void *) != 0) {
            assert_error(decision, ORGPOL_REASON_UNSUPPORTED_INPUT);
            assert_int_equal(room[4], 0xA5);
            continue;
        }
        assert_int_equal(decision.effect, ORGPOL_EFFECT_ALLOW);
        for (uint32_t at = 4; at < sizeof room; at++) {
            const unsigned char want = at >= size           ? 0xA5
                                       : at >= sizeof whole ? 0
                                                            : ((const unsigned char *)&whole)[at];
            assert_int_equal(room[at], want);
        }
    }
}

/* A row without its key is an error also where no other row refers to it. */
static void a_row_alone_has_its_key(void **state)
{
    struct orgpol_client client = ORGPOL_CLIENT_INIT;
    struct orgpol_connection connection = ORGPOL_CONNECTION_INIT;
    struct orgpol_user user = ORGPOL_USER_INIT;
    struct orgpol_login_request request = ORGPOL_LOGIN_REQUEST_INIT;

    (void)state;
    request.client = &client;
    assert_broken(orgpol_can_login(&request, NULL), ORGPOL_FAMILY_LOGIN, ORGPOL_REASON_ROW_WITHOUT_ID);
    request.client = NULL;
    request.connection = &connection;
    assert_broken(orgpol_can_login(&request, NULL), ORGPOL_FAMILY_LOGIN, ORGPOL_REASON_ROW_WITHOUT_ID);
    request.connection = NULL;
    request.user = &user;
    assert_broken(orgpol_can_login(&request, NULL), ORGPOL_FAMILY_LOGIN, ORGPOL_REASON_ROW_WITHOUT_ID);
    client.client_id = ORGPOL_STR("app");
    connection.id = ORGPOL_STR("con_a");
    user.user_id = ORGPOL_STR("u");
    request.client = &client;
    request.connection = &connection;
    assert_int_equal(orgpol_can_login(&request, NULL).effect, ORGPOL_EFFECT_DENY);
}

/* Keys are the same wherever their bytes stand, and the rows of an exchange are read after them. */
static void keys_are_compared_by_their_bytes(void **state)
{
    const struct orgpol_login_request *request = allowed_exchange();
    char client[16];
    char connection[16];

    (void)state;
    assert_non_null(request->enabled_client);
    assert_true(world.client.client_id.len < sizeof client && world.connection.id.len < sizeof connection);
    memcpy(client, world.client.client_id.ptr, world.client.client_id.len);
    memcpy(connection, world.connection.id.ptr, world.connection.id.len);
    world.enabled_client.client_id.ptr = client;
    world.enabled_client.connection_id.ptr = connection;
    assert_int_equal(orgpol_can_login(request, NULL).effect, ORGPOL_EFFECT_ALLOW);
    world.resource_server.identifier = ORGPOL_STR("https://other.example");
    assert_both_error(request, ORGPOL_REASON_ROW_OF_OTHER_RESOURCE_SERVER);
    allowed_exchange();
    connection[0]++; /* the next byte, the same length */
    world.enabled_client.connection_id.ptr = connection;
    assert_both_error(request, ORGPOL_REASON_ROW_OF_OTHER_CONNECTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(struct_sizes_are_obeyed),       cmocka_unit_test(unknown_tails_must_be_zero),
        cmocka_unit_test(reserved_members_must_be_zero), cmocka_unit_test(results_obey_their_size),
        cmocka_unit_test(a_row_alone_has_its_key),       cmocka_unit_test(keys_are_compared_by_their_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
