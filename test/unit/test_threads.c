/* SPDX-License-Identifier: MIT */
/*
 * Threads that ask one tenant at the same time get the answers that one thread gets: Travel0's questions, and
 * every vector's request over its family's tenant as it stands. `make tsan` runs this under ThreadSanitizer.
 */
#include <pthread.h>

#include "../property/random.h"
#include "../vectors/rows.h"

#define THREADS 4
#define MOST_QUESTIONS 4096
#define ANSWER_SIZE 16384

struct question {
    const struct orgpol_tenant *tenant;
    char *request;
    char *answer; /* what one thread was answered */
    enum orgpol_status status;
    struct orgpol_decision decision;
};

static struct question questions[MOST_QUESTIONS];
static size_t question_count;
static size_t allowed;
static pthread_barrier_t start;

/* Takes the request over. */
static void add_question(const struct orgpol_tenant *tenant, char *request)
{
    static char answer[ANSWER_SIZE];
    struct question *question = &questions[question_count++];

    assert_true(question_count <= MOST_QUESTIONS);
    question->tenant = tenant;
    question->request = request;
    question->status = orgpol_authzen_evaluate(tenant, request, strlen(request), NULL, answer, sizeof answer,
                                               NULL, &question->decision, NULL);
    question->answer = strdup(answer);
    allowed += question->decision.effect == ORGPOL_EFFECT_ALLOW;
}

static struct orgpol_tenant *add_travel0(void)
{
    size_t length;
    char *tenant_text = slurp("examples/travel0/tenant.json", &length);
    char *text = slurp("examples/travel0/questions.ndjson", &length);
    cJSON *document = cJSON_Parse(tenant_text);
    struct orgpol_tenant *tenant = tenant_of(document, "Travel0");

    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        add_question(tenant, strdup(line));
    cJSON_Delete(document);
    free(tenant_text);
    free(text);
    return tenant;
}

static struct orgpol_tenant *add_family(const char *family, const char *tenant_name)
{
    struct vector_file file = vectors_of(family, tenant_name);
    struct orgpol_tenant *tenant = tenant_of(file.base, family);
    char *cells[CELLS];

    while (next_cells(&file, cells)) {
        cJSON *request = request_of(file.base, cells);

        add_question(tenant, cJSON_PrintUnformatted(request));
        cJSON_Delete(request);
    }
    close_vectors(&file);
    return tenant;
}

struct worker {
    pthread_t thread;
    size_t first; /* question to begin with */
    size_t rounds;
    size_t asked;
    size_t differences;
};

static void *ask_all(void *argument)
{
    struct worker *worker = argument;
    char *answer = malloc(ANSWER_SIZE);

    pthread_barrier_wait(&start);
    for (size_t i = 0; answer && i < worker->rounds * question_count; i++) {
        const struct question *question = &questions[(worker->first + i) % question_count];
        struct orgpol_decision decision;
        const enum orgpol_status status =
            orgpol_authzen_evaluate(question->tenant, question->request, strlen(question->request), NULL,
                                    answer, ANSWER_SIZE, NULL, &decision, NULL);

        worker->asked++;
        worker->differences += status != question->status || strcmp(answer, question->answer) != 0 ||
                               memcmp(&decision, &question->decision, sizeof decision) != 0;
    }
    free(answer);
    return NULL;
}

/* Half of the threads begin with the same question, the others elsewhere. */
static void threads_get_the_answers_of_one(void **state)
{
    struct orgpol_tenant *tenants[VECTOR_FAMILIES + 1];
    struct worker workers[THREADS] = {0};
    size_t tenant_count = 0;

    (void)state;
    tenants[tenant_count++] = add_travel0();
    for (size_t i = 0; i < VECTOR_FAMILIES; i++)
        tenants[tenant_count++] = add_family(vector_families[i].family, vector_families[i].tenant);
    assert_true(question_count > 500);
    assert_true(allowed > 100 && allowed < question_count - 100);

    assert_int_equal(pthread_barrier_init(&start, NULL, THREADS), 0);
    for (size_t i = 0; i < THREADS; i++) {
        workers[i].first = i < THREADS / 2 ? 0 : i * question_count / THREADS;
        workers[i].rounds = quick() ? 2 : 8;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, ask_all, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        assert_int_equal(workers[i].asked, workers[i].rounds * question_count);
        assert_int_equal(workers[i].differences, 0);
    }
    print_message("%zu questions, %zu allowed, %d threads\n", question_count, allowed, THREADS);
    pthread_barrier_destroy(&start);
    for (size_t i = 0; i < question_count; i++) {
        free(questions[i].request);
        free(questions[i].answer);
    }
    for (size_t i = 0; i < tenant_count; i++)
        orgpol_tenant_free(tenants[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_get_the_answers_of_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
