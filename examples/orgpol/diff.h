/* SPDX-License-Identifier: MIT */
/* orgpol diff: what its files share. */
#ifndef ORGPOL_DIFF_H
#define ORGPOL_DIFF_H

#include "cli.h"

/* The two tenants. */
enum { OLD, NEW, SIDES };

/* ---- changes: the structural differences between the two documents (diff_changes.c) ---- */

/* One member of one row, or one row, that differs. Its rows and values point into the trees. */
struct change {
    char *place;         /* organizations[org_a].third_party_client_access */
    cJSON *before;       /* NULL: not there */
    cJSON *after;        /* NULL: not there */
    int sizes[SIDES];    /* of lists and rows, as they stand in the files */
    const char *section; /* member of the document it is in */
    cJSON *rows[SIDES];  /* the section's row it is in, NULL where there is none */
    char *user;          /* as JSON, the only user whom it may matter to, or NULL */
};

struct changes {
    struct change *list;
    size_t count;
    size_t size;
};

/* Lists what differs, in the order of the documents. Rows are matched by their keys. False: out of memory. */
bool changes_list(cJSON *const trees[SIDES], struct changes *changes);
void changes_free(struct changes *changes);

/*
 * OLD with the changes that are taken: a tree that refers to both, so they must outlive it. NULL: out of
 * memory.
 */
cJSON *changes_apply(cJSON *const trees[SIDES], const bool *taken);

/* ---- ids: what the questions are about (diff_ids.c) ---- */

struct id {
    const char *text;   /* in a tree */
    char *quoted;       /* as JSON */
    cJSON *rows[SIDES]; /* the first row of this id, or NULL */
    size_t place;       /* in the union of both documents */
    bool touched;       /* a change may matter to what is asked about it */
    bool shared;        /* a connection that an organization has, or had, which changes */
    bool no_exchanges;  /* a client whose Cross App Access both tenants deny, whatever is asked */
};

struct ids {
    struct id *list;
    size_t count;
    size_t size;
    bool touched; /* one of them is */
};

/* The union of the ids of both tenants, in the order of OLD and then NEW. */
bool ids_collect(cJSON *const trees[SIDES], const char *section, const char *key, struct ids *ids);

/* Adds a text once, in a list that is still in any order; ids_settle ends the list. */
bool ids_add(struct ids *ids, const char *text, cJSON *row, int side);
bool ids_settle(struct ids *ids);
void ids_free(struct ids *ids);

cJSON *array_in(const cJSON *object, const char *name);

/* A JSON text of a text; the caller frees. NULL: out of memory. */
char *quote(const char *text);

/* ---- people: users who are alike to a question (diff_people.c) ---- */

struct person {
    const char *id;
    size_t rows[SIDES]; /* how many rows have the id: a doubled one is no user */
    cJSON *user[SIDES];
    size_t mark;
    bool made_up;
};

struct people {
    struct person *list; /* by id */
    size_t count;
    size_t marks;
    char *made_up; /* the id of the user who is in no file (add_any_member) */
    char *unknown; /* an id nobody has */
};

/* What a question reads of its user. */
enum reading {
    READS_NOTHING,    /* one crowd: anybody, member or not */
    READS_MEMBERSHIP, /* members of the organization by tenant, and everybody else */
    READS_EXISTENCE,  /* membership, and whether there is such a user */
    READS_ROLES,      /* membership, existence and roles in the organization, or outside any */
};

/* Users whom the tenants do not tell apart. */
struct crowd {
    char *subject;      /* of a request: one of them, or somebody in neither tenant */
    const char *id;     /* of the subject */
    size_t users;       /* how many users of either tenant are in it */
    bool made_up;       /* it stands for users who are not listed: none is in it */
    const char *member; /* in which tenants they are members: both, old, new, neither; any: not asked */
    bool touched;       /* their own rows differ */
};

struct crowds {
    struct crowd *list;
    size_t count;
    size_t size;
};

bool people_collect(cJSON *const trees[SIDES], struct people *people);
void people_free(struct people *people);

/* `organization`: NULL: outside any. `anonymous`: who is unknown has not logged in yet. */
bool crowds_of(struct people *people, const struct id *organization, enum reading reading, bool anonymous,
               struct crowds *crowds);
void crowds_free(struct crowds *crowds);

/* ---- questions and flips (diff_questions.c, diff_ask.c) ---- */

/* How a flip's changes go together. */
enum cause {
    CAUSE_ALONE,    /* one change flips it, and no other does alone */
    CAUSE_EACH,     /* each of several does alone, and no other */
    CAUSE_AT_LEAST, /* each of these does alone; not every other was tried */
    CAUSE_TOGETHER, /* all of these are needed, and no others */
    CAUSE_UNSOLVED, /* these together; which of them are needed was not found out */
};

struct flip {
    char *request;
    char *before; /* answers in brief */
    char *after;
    const char *protocol; /* NULL where there is none */
    const char *member;
    size_t users;
    bool made_up;
    size_t cell;  /* equal for questions that differ in the protocol alone */
    size_t order; /* of asking */
    size_t *changes;
    size_t change_count;
    enum cause cause;
    uint8_t outcome[SIDES]; /* enum orgpol_effect */
    bool by_scope;          /* yes means that the scope is granted */
};

struct diff {
    struct orgpol_tenant *tenants[SIDES];
    cJSON *trees[SIDES];
    struct changes changes;
    struct ids clients;
    struct ids connections;
    struct ids names;            /* of connections, as Token Vault goes */
    struct ids audiences;        /* of the My Account API in either tenant */
    char *audience_texts[SIDES]; /* theirs */
    struct ids apis;
    struct ids organizations;
    struct people people;
    bool beyond_organizations; /* there is a change outside the organizations */
    bool everything;           /* a change may matter to every question */
    bool exchanges;            /* a client may be on for Cross App Access */
    struct flip *flips;
    size_t flip_count;
    size_t flip_size;
    size_t asked;
    size_t cell;
    size_t trials;      /* tenants built to find causes ... */
    size_t trial_bytes; /* ... and the size of them */
    struct bytes request;
    struct bytes answers[SIDES];
    bool progress; /* standard error is a terminal */
};

/* ---- the tenants that are asked (diff_tenants.c) ---- */

/* Adds to both trees a user who is a member of every organization. False: out of memory. */
bool add_any_member(struct diff *diff);

/* Loads the tenants again from their trees. False after a complaint. */
bool load_tenants(struct diff *diff);

/* ---- asking ---- */

/* What is known of a question besides its text. */
struct question {
    const struct crowd *crowd; /* NULL: no user */
    const char *protocol;
    bool by_scope;
};

/* Asks both tenants what stands in diff->request; keeps a flip. False after a complaint. */
bool ask_both(struct diff *diff, const struct question *question);

/* What one tenant says; *failed after a complaint. An enum orgpol_effect. */
uint8_t outcome_of(const struct orgpol_tenant *tenant, const char *request, size_t length, bool by_scope,
                   struct bytes *answer, bool *failed);

/* Writes parts one after the other, up to NULL, over what stands there. False when memory ends. */
bool write_request(struct bytes *to, const char *const *parts);

/* A line that is written over, on a terminal. */
void show_progress(const struct diff *diff, const char *what, size_t done, size_t of);
void clear_progress(const struct diff *diff);

/*
 * Is what stands in diff->request denied by both tenants for one of the reasons? The list ends with NULL.
 * False after a complaint.
 */
bool always_denied(struct diff *diff, const char *const *reasons, bool *denied);

/* Writes a question of parts that end with NULL, and asks both tenants. False after a complaint. */
bool put_question(struct diff *diff, const struct question *question, const char *const *parts);

/* Ids of one question; NULL where it names none. */
struct about {
    const struct id *client;
    const struct id *connection;
    const struct id *organization;
    const struct id *api;
    const char *scope; /* quoted */
};

/* For parts: `text`, or nothing where no id is named; the id in quotes, or nothing. */
const char *if_named(const struct id *id, const char *text);
const char *quoted(const struct id *id);

/* Marks the ids that changes may matter to. */
void touch(struct diff *diff);

/* Every question of the diff. False after a complaint. */
bool ask_questions(struct diff *diff);

/* Those about logins, outside any organization or in one; find_exchanges comes first (diff_logins.c). */
bool ask_logins(struct diff *diff, const struct id *organization);
bool find_exchanges(struct diff *diff);
bool ask_exchanges(struct diff *diff, const struct id *organization);

/* Those about Token Vault (diff_vault.c). */
bool ask_vault(struct diff *diff, const struct id *organization);
bool find_audiences(struct diff *diff);

/* The callbacks of a client in either tenant; free them also after a failure. False: out of memory. */
bool callbacks_of(const struct id *client, struct ids *callbacks);

/* ---- causes (diff_causes.c) ---- */

/* Finds the changes of every flip. False after a complaint. */
bool find_causes(struct diff *diff);

/* ---- report (diff_report.c) ---- */

/* Prints every flip, grouped by its changes. False after a complaint. */
bool print_flips(struct diff *diff, bool table);

#endif
