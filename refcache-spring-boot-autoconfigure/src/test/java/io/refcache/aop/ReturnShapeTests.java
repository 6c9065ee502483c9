package io.refcache.aop;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.TaskCancelledException;
import io.refcache.TaskInProgressException;
import io.refcache.task.TaskRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What callers get in time, while the run goes on, and when it failed, for every declared
 * return type.
 */
class ReturnShapeTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static AnnotationConfigApplicationContext context;

	private static Shapes shapes;

	private static TaskRegistry tasks;

	/** A key of the test's own. */
	private String id;

	@BeforeAll
	static void start() {
		context = TestContexts.start(Shapes.class);
		shapes = context.getBean(Shapes.class);
		tasks = context.getBean(TaskRegistry.class);
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@BeforeEach
	void setUp(TestInfo test) {
		this.id = test.getDisplayName();
	}

	@Test
	void valueComesInTime() {
		assertThat(shapes.value(this.id)).isEqualTo(this.id).isSameAs(shapes.value(this.id));
	}

	@Test
	void valueThatTakesLongerIsATaskInProgress() {
		TaskInProgressException ex = catchThrowableOfType(TaskInProgressException.class,
				() -> shapes.slowValue(this.id));
		String refId = ex.getResponse().refId();
		assertThat(ex).hasMessageContaining("ref_id=" + refId).hasMessageContaining("poll_after_seconds=2");
		shapes.release(this.id);
		assertThat(awaitValue(refId)).isEqualTo(this.id);
		assertThat(shapes.slowValue(this.id)).isEqualTo(this.id);
		assertThat(shapes.runs(this.id)).isOne();
	}

	@Test
	void failureOfAValueIsTheOriginalException() {
		IOException failure = new IOException("no disk");
		assertThatThrownBy(() -> shapes.failingValue(this.id, () -> failure)).isSameAs(failure);
		assertThatThrownBy(() -> shapes.failingValue(this.id, () -> failure)).isSameAs(failure);
		assertThat(shapes.runs(this.id)).isEqualTo(2);
	}

	@Test
	void nullIsAValue() {
		assertThat(shapes.nothing(this.id)).isNull();
		assertThat(shapes.nothing(this.id)).isNull();
		assertThat(shapes.runs(this.id)).isOne();
	}

	@Test
	void primitiveComesInTime() {
		assertThat(shapes.primitive(this.id)).isEqualTo(1).isEqualTo(shapes.primitive(this.id));
	}

	@Test
	void responseComesInTimeWithItsReference() {
		RefResponse<String> first = shapes.response(this.id);
		RefResponse<String> second = shapes.response(this.id);
		assertThat(first).isInstanceOf(CacheResponse.Complete.class);
		assertThat(((CacheResponse.Complete<String>) first).value()).isEqualTo(this.id);
		assertThat(first.refId()).isNotNull().isEqualTo(second.refId());
	}

	@Test
	void responseThatTakesLongerIsATask() {
		RefResponse<String> response = shapes.slowResponse(this.id);
		assertThat(response).isInstanceOf(AsyncTaskResponse.class);
		shapes.release(this.id);
		assertThat(awaitValue(response.refId())).isEqualTo(this.id);
	}

	@Test
	void failureOfAResponseIsTheOriginalException() {
		IOException failure = new IOException("no disk");
		assertThatThrownBy(() -> shapes.failingResponse(this.id, () -> failure)).isSameAs(failure);
	}

	@Test
	void responseMustBeMadeOfAValue() {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> shapes.wrongResponse(this.id, null))
			.withMessageContaining("RefResponse.of(value), not null");
		RefResponse<String> task = shapes.slowResponse(this.id);
		shapes.release(this.id);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> shapes.wrongResponse(this.id, task))
			.withMessageContaining("AsyncTaskResponse");
	}

	@Test
	void optionalIsUnwrappedAndWrapped() {
		assertThat(shapes.optional(this.id)).contains(this.id);
		assertThat(shapes.optional(this.id)).contains(this.id);
		assertThat(shapes.empty(this.id)).isEmpty();
		assertThat(shapes.empty(this.id)).isEmpty();
		assertThat(shapes.runs(this.id)).isEqualTo(2);
	}

	@Test
	void optionalThatTakesLongerIsATaskInProgress() {
		TaskInProgressException ex = catchThrowableOfType(TaskInProgressException.class,
				() -> shapes.slowOptional(this.id));
		shapes.release(this.id);
		assertThat(awaitValue(ex.getResponse().refId())).isEqualTo(this.id);
		assertThat(shapes.slowOptional(this.id)).contains(this.id);
	}

	@Test
	void responseOfAnOptionalHoldsOne() {
		RefResponse<Optional<String>> response = shapes.optionalResponse(this.id);
		assertThat(((CacheResponse.Complete<Optional<String>>) response).value()).contains(this.id);
	}

	@Test
	void futureIsCompletedInTime() throws Exception {
		assertThat(get(shapes.future(this.id))).isEqualTo(this.id);
		assertThat(shapes.future(this.id)).isCompletedWithValue(this.id);
		assertThat(get(shapes.stage(this.id))).isEqualTo(this.id);
		assertThat(get(shapes.optionalFuture(this.id))).contains(this.id);
		assertThat(get(shapes.optionalFuture(this.id))).contains(this.id);
	}

	@Test
	void bodyOfAFutureRunsOnTheExecutor() throws Exception {
		assertThat(get(shapes.threadOfFuture(this.id))).startsWith("refcache-task-");
	}

	@Test
	void callerOfAFutureDoesNotBlock() throws Exception {
		CompletableFuture<String> first = shapes.blockedFuture(this.id);
		CompletableFuture<String> second = shapes.blockedFuture(this.id);
		assertThat(first).isNotDone();
		assertThat(second).isNotDone().isNotSameAs(first);
		shapes.release(this.id);
		assertThat(get(first)).isEqualTo(this.id).isEqualTo(get(second));
		assertThat(shapes.runs(this.id)).isOne();
	}

	@Test
	void futureThatTakesLongerFailsWithATaskInProgress() throws Exception {
		ExecutionException ex = catchThrowableOfType(ExecutionException.class,
				() -> get(shapes.pendingFuture(this.id)));
		assertThat(ex).hasCauseInstanceOf(TaskInProgressException.class);
		shapes.pending(this.id).complete("done");
		assertThat(awaitValue(refId(ex))).isEqualTo("done");
		assertThat(get(shapes.pendingFuture(this.id))).isEqualTo("done");
	}

	@Test
	void failureOfAFutureIsTheOriginalException() {
		IOException failure = new IOException("no disk");
		assertThatThrownBy(() -> get(shapes.failingFuture(this.id, () -> failure))).hasCause(failure)
			.cause()
			.isSameAs(failure);
		assertThatThrownBy(() -> get(shapes.failedFuture(this.id, () -> failure))).cause().isSameAs(failure);
	}

	@Test
	void failureWithinAStageIsTheOriginalException() {
		IOException failure = new IOException("no disk");
		assertThatThrownBy(() -> get(shapes.laterFailingFuture(this.id, () -> failure))).cause().isSameAs(failure);
		assertThatThrownBy(() -> get(shapes.laterFailingOptional(this.id, () -> failure))).cause().isSameAs(failure);
	}

	@Test
	void nullIsNoFuture() {
		assertThatThrownBy(() -> get(shapes.noFuture(this.id))).cause()
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("returned null instead of a CompletionStage");
	}

	@Test
	void futureOfNullHoldsNull() throws Exception {
		assertThat(get(shapes.futureOfNull(this.id))).isNull();
	}

	@Test
	void callerThatCancelsItsFutureTouchesNobody() throws Exception {
		CompletableFuture<String> impatient = shapes.blockedFuture(this.id);
		CompletableFuture<String> patient = shapes.blockedFuture(this.id);
		assertThat(impatient.cancel(true)).isTrue();
		shapes.release(this.id);
		assertThat(get(patient)).isEqualTo(this.id);
		assertThat(get(shapes.blockedFuture(this.id))).isEqualTo(this.id);
		assertThat(shapes.runs(this.id)).isOne();
	}

	@Test
	void callerThatCompletesItsFutureTouchesNobody() throws Exception {
		CompletableFuture<String> own = shapes.blockedFuture(this.id);
		own.complete("made up");
		shapes.release(this.id);
		assertThat(get(shapes.blockedFuture(this.id))).isEqualTo(this.id);
	}

	@Test
	void cancelledTaskCancelsTheFutureOfItsBody() throws Exception {
		ExecutionException ex = catchThrowableOfType(ExecutionException.class,
				() -> get(shapes.pendingFuture(this.id)));
		shapes.started(this.id);
		CompletableFuture<String> body = shapes.pending(this.id);
		assertThat(tasks.cancel(refId(ex))).isTrue();
		assertThatThrownBy(() -> body.get(SOON.toSeconds(), TimeUnit.SECONDS))
			.isInstanceOf(CancellationException.class);
	}

	@Test
	void cancelledTaskCancelsTheFutureOfAnOptional() throws Exception {
		ExecutionException ex = catchThrowableOfType(ExecutionException.class,
				() -> get(shapes.pendingOptional(this.id)));
		shapes.started(this.id);
		assertThat(tasks.cancel(refId(ex))).isTrue();
		assertThatThrownBy(() -> shapes.pending(this.id).get(SOON.toSeconds(), TimeUnit.SECONDS))
			.isInstanceOf(CancellationException.class);
	}

	@Test
	void cancelledTaskFailsThoseWhoWait() throws Exception {
		CompletableFuture<String> waiting = shapes.blockedFuture(this.id);
		shapes.started(this.id);
		String refId = tasks.list(null, 100)
			.stream()
			.filter((task) -> task.name().endsWith("blockedFuture") && !task.status().isEnded())
			.findAny()
			.orElseThrow()
			.refId();
		assertThat(tasks.cancel(refId)).isTrue();
		assertThatThrownBy(() -> get(waiting)).cause().isInstanceOf(TaskCancelledException.class);
	}

	private static <T> T get(CompletionStage<T> stage) throws Exception {
		return stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
	}

	private static String refId(ExecutionException ex) {
		return ((TaskInProgressException) ex.getCause()).getResponse().refId();
	}

	private static Object awaitValue(String refId) {
		await().atMost(SOON).until(() -> tasks.find(refId).orElseThrow().status().isEnded());
		return context.getBean(RefCache.class).resolve(refId, Object.class);
	}

	@FunctionalInterface
	interface Failure {

		Exception get();

	}

	static class Shapes {

		private final ConcurrentHashMap<String, AtomicInteger> runs = new ConcurrentHashMap<>();

		private final ConcurrentHashMap<String, CountDownLatch> gates = new ConcurrentHashMap<>();

		private final ConcurrentHashMap<String, CountDownLatch> starts = new ConcurrentHashMap<>();

		private final ConcurrentHashMap<String, CompletableFuture<String>> pending = new ConcurrentHashMap<>();

		@RefCached
		public String value(String id) {
			return new String(id);
		}

		@RefCached(asyncTimeout = "0s")
		public String slowValue(String id) {
			return pass(id);
		}

		@RefCached(key = "#id")
		public String failingValue(String id, Failure failure) throws Exception {
			count(id);
			throw failure.get();
		}

		@RefCached
		public @Nullable String nothing(String id) {
			count(id);
			return null;
		}

		@RefCached
		public int primitive(String id) {
			return count(id);
		}

		@RefCached
		public RefResponse<String> response(String id) {
			return RefResponse.of(id);
		}

		@RefCached(asyncTimeout = "0s")
		public RefResponse<String> slowResponse(String id) {
			return RefResponse.of(pass(id));
		}

		@RefCached(key = "#id")
		public RefResponse<String> failingResponse(String id, Failure failure) throws Exception {
			throw failure.get();
		}

		@RefCached(key = "#id")
		public RefResponse<String> wrongResponse(String id, @Nullable RefResponse<String> response) {
			return response;
		}

		@RefCached
		public Optional<String> optional(String id) {
			count(id);
			return Optional.of(id);
		}

		@RefCached
		public Optional<String> empty(String id) {
			count(id);
			return Optional.empty();
		}

		@RefCached(asyncTimeout = "0s")
		public Optional<String> slowOptional(String id) {
			return Optional.of(pass(id));
		}

		@RefCached
		public RefResponse<Optional<String>> optionalResponse(String id) {
			return RefResponse.of(Optional.of(id));
		}

		@RefCached
		public CompletableFuture<String> future(String id) {
			return CompletableFuture.completedFuture(id);
		}

		@RefCached
		public CompletionStage<String> stage(String id) {
			return CompletableFuture.completedStage(id);
		}

		@RefCached
		public CompletableFuture<Optional<String>> optionalFuture(String id) {
			return CompletableFuture.completedFuture(Optional.of(id));
		}

		@RefCached
		public CompletableFuture<String> threadOfFuture(String id) {
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

		@RefCached
		public CompletableFuture<String> blockedFuture(String id) {
			return CompletableFuture.completedFuture(pass(id));
		}

		@RefCached(asyncTimeout = "0s")
		public CompletableFuture<String> pendingFuture(String id) {
			start(id).countDown();
			return pending(id);
		}

		@RefCached(asyncTimeout = "0s")
		public CompletableFuture<Optional<String>> pendingOptional(String id) {
			start(id).countDown();
			return new Mapped(pending(id));
		}

		@RefCached(key = "#id")
		public CompletableFuture<String> failingFuture(String id, Failure failure) throws Exception {
			throw failure.get();
		}

		@RefCached(key = "#id")
		public CompletableFuture<String> failedFuture(String id, Failure failure) {
			return CompletableFuture.failedFuture(failure.get());
		}

		@RefCached(key = "#id")
		public CompletableFuture<String> laterFailingFuture(String id, Failure failure) {
			return CompletableFuture.supplyAsync(() -> {
				throw new CompletionException(failure.get());
			});
		}

		@RefCached(key = "#id")
		public CompletableFuture<Optional<String>> laterFailingOptional(String id, Failure failure) {
			return CompletableFuture.supplyAsync(() -> {
				throw new CompletionException(failure.get());
			});
		}

		@RefCached
		public @Nullable CompletableFuture<String> noFuture(String id) {
			return null;
		}

		@RefCached
		public CompletableFuture<@Nullable String> futureOfNull(String id) {
			return CompletableFuture.completedFuture(null);
		}

		void release(String id) {
			gate(id).countDown();
		}

		void started(String id) throws InterruptedException {
			assertThat(start(id).await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}

		int runs(String id) {
			return this.runs.get(id).get();
		}

		CompletableFuture<String> pending(String id) {
			return this.pending.computeIfAbsent(id, (key) -> new CompletableFuture<>());
		}

		private String pass(String id) {
			count(id);
			start(id).countDown();
			try {
				assertThat(gate(id).await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return id;
		}

		private int count(String id) {
			return this.runs.computeIfAbsent(id, (key) -> new AtomicInteger()).incrementAndGet();
		}

		private CountDownLatch gate(String id) {
			return this.gates.computeIfAbsent(id, (key) -> new CountDownLatch(1));
		}

		private CountDownLatch start(String id) {
			return this.starts.computeIfAbsent(id, (key) -> new CountDownLatch(1));
		}

	}

	/** A future whose cancellation reaches the one that it comes from. */
	static class Mapped extends CompletableFuture<Optional<String>> {

		private final CompletableFuture<String> source;

		Mapped(CompletableFuture<String> source) {
			this.source = source;
			source.whenComplete((value, failure) -> complete(Optional.ofNullable(value)));
		}

		@Override
		public boolean cancel(boolean mayInterrupt) {
			return this.source.cancel(mayInterrupt);
		}

	}

}
