package io.refcache.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.refcache.RefCacheStoreException;
import io.refcache.RefResponse;
import io.refcache.memory.MemoryStores;
import io.refcache.store.ReferenceStore;
import io.refcache.testing.EngineFixture;
import io.refcache.testing.FaultyStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.refcache.testing.EngineFixture.staged;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answer to a call that does not wait is its caller's own: what he does with it
 * concerns nobody else.
 */
class AnswerTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(30);

	private final OwnThreads threads = new OwnThreads();

	private final CompletableFuture<Object> stage = new CompletableFuture<>();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void callbacksOfOneCallerMayWaitForTheAnswersOfOthers() {
		try (EngineFixture fixture = answering(this.threads.answers(null))) {
			List<CompletableFuture<RefResponse<?>>> answers = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				answers.add(call(fixture));
			}
			CompletableFuture<?>[] callbacks = answers.stream()
				.map((answer) -> answer.thenAccept((response) -> answers.forEach(CompletableFuture::join)))
				.toArray(CompletableFuture<?>[]::new);

			this.stage.complete("value");

			assertThat(CompletableFuture.allOf(callbacks)).succeedsWithin(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void callbacksRunNeitherWhereARunEndsNorWhereTheTimeIsTold() {
		Executor full = this.threads.answers((command) -> {
			throw new RejectedExecutionException();
		});
		try (EngineFixture fixture = answering(full)) {
			CompletableFuture<Thread> atTheTimeout = thread(call(fixture));
			fixture.time().advance(TIMEOUT);
			assertThat(atTheTimeout).succeedsWithin(10, TimeUnit.SECONDS).isNotSameAs(Thread.currentThread());

			CompletableFuture<Thread> atTheEnd = thread(call(fixture));
			this.stage.complete("value");
			assertThat(atTheEnd).succeedsWithin(10, TimeUnit.SECONDS).isNotSameAs(Thread.currentThread());
		}
	}

	@Test
	void callbacksOfAStoreThatFailsDoNotRunWhereTheTimeIsTold() {
		FaultyStore.Plan plan = new FaultyStore.Plan();
		plan.fail(FaultyStore.Step.PUBLISH, false);
		ReferenceStore store = new FaultyStore(MemoryStores.create(InstantSource.system()), plan);
		try (EngineFixture fixture = EngineFixture
			.with((builder) -> builder.answers(this.threads.answers(null)).store(store))) {
			CompletableFuture<Thread> failed = call(fixture).handle((response, failure) -> {
				assertThat(failure).isInstanceOf(RefCacheStoreException.class);
				return Thread.currentThread();
			});
			fixture.time().advance(TIMEOUT);
			assertThat(failed).succeedsWithin(10, TimeUnit.SECONDS).isNotSameAs(Thread.currentThread());
		}
	}

	@Test
	void cancelledAnswersLeaveNoTimeout() {
		try (EngineFixture fixture = new EngineFixture()) {
			for (int i = 0; i < 100; i++) {
				call(fixture).cancel(true);
			}
			assertThat(fixture.timeouts()).isZero();

			call(fixture).complete(null);
			assertThat(fixture.timeouts()).isZero();
			assertThat(fixture.tasks().active()).isOne();
		}
	}

	private CompletableFuture<RefResponse<?>> call(EngineFixture fixture) {
		return fixture.callAsync(staged(TIMEOUT, "direct"), "key", (progress) -> this.stage);
	}

	private static CompletableFuture<Thread> thread(CompletableFuture<RefResponse<?>> answer) {
		return answer.thenApply((response) -> Thread.currentThread());
	}

	private static EngineFixture answering(Executor answers) {
		return EngineFixture.with((builder) -> builder.answers(answers));
	}

}
