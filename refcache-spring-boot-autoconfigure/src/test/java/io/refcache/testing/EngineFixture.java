package io.refcache.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import io.refcache.RefCache;
import io.refcache.RefResponse;
import io.refcache.ResponseFormat;
import io.refcache.RetryOptions;
import io.refcache.engine.AccessRules;
import io.refcache.engine.CallSpec;
import io.refcache.engine.EngineSettings;
import io.refcache.engine.RefCacheEngine;
import io.refcache.engine.RefCacheEngineBuilder;
import io.refcache.engine.Work;
import io.refcache.memory.MemoryStores;
import io.refcache.store.CacheKey;
import io.refcache.store.Operation;
import io.refcache.store.ReferenceStore;
import io.refcache.task.RunExecutor;
import io.refcache.task.TaskListener;
import io.refcache.task.TaskRegistry;
import io.refcache.test.ManualTime;

/**
 * The engine of production on the memory store of production, by a {@link ManualTime}.
 * Executors: {@code manual}, which waits to be told; {@code direct}, which runs on the
 * thread of the call; {@code pool}, which has real threads; {@code broken}, which fails.
 */
public final class EngineFixture implements AutoCloseable {

	/** How long a published reference resolves after its end. */
	public static final Duration RETENTION = Duration.ofMinutes(5);

	/** How long a key hits. */
	public static final Duration TTL = Duration.ofHours(1);

	/** How often a failed task may be retried by hand. */
	public static final int MAX_RETRIES = 3;

	/**
	 * Shared by all, as most things are.
	 */
	public static final AccessRules OPEN = AccessRules.open("public");

	private static final Operation OPERATION = new Operation("test", "java.lang.Object", true, MAX_RETRIES,
			ResponseFormat.FULL);

	private static final int POOL_SIZE = 4;

	private final ManualTime time = new ManualTime();

	private final ManualExecutor manual = new ManualExecutor();

	private final Pool pool = new Pool(POOL_SIZE);

	private final Pool single = new Pool(1);

	private final List<Thread> threads = new ArrayList<>();

	private final ReferenceStore store;

	private final RefCacheEngine engine;

	public EngineFixture() {
		this(10_000, UnaryOperator.identity());
	}

	/**
	 * A fixture whose engine sees another store.
	 * @param maxActive how many tasks may not have ended
	 * @param wrapper makes the store of the engine from the memory store
	 */
	public EngineFixture(int maxActive, UnaryOperator<ReferenceStore> wrapper) {
		this(maxActive, 10_000, wrapper);
	}

	public EngineFixture(int maxActive, int maxRecords, UnaryOperator<ReferenceStore> wrapper) {
		this(maxActive, maxRecords, wrapper, (builder, time) -> builder);
	}

	/**
	 * A fixture with more in its engine.
	 * @param customizer adds it
	 * @return the fixture
	 */
	public static EngineFixture with(UnaryOperator<RefCacheEngineBuilder> customizer) {
		return new EngineFixture(10_000, 10_000, UnaryOperator.identity(),
				(builder, time) -> customizer.apply(builder));
	}

	/**
	 * A fixture whose actors take turns.
	 * @param orders lets them
	 * @param listener is told what becomes of runs
	 * @return the fixture
	 */
	public static EngineFixture in(Interleavings orders, TaskListener listener) {
		return new EngineFixture(10_000, 10_000, orders::store,
				(builder, time) -> builder.waiting(orders.waiting(time)).listeners(List.of(listener)));
	}

	private EngineFixture(int maxActive, int maxRecords, UnaryOperator<ReferenceStore> wrapper,
			BiFunction<RefCacheEngineBuilder, ManualTime, RefCacheEngineBuilder> customizer) {
		this.store = MemoryStores.create(this.time.clock(), maxRecords, maxRecords);
		RefCacheEngineBuilder builder = RefCacheEngine
			.builder(new EngineSettings("test", "public", TTL, null, null, Duration.ofMinutes(5), MAX_RETRIES,
					RETENTION, maxActive, Duration.ofSeconds(60)))
			.store(wrapper.apply(this.store))
			.executors(this::executor)
			.clock(this.time.clock())
			.waiting(this.time)
			.scheduler(this.time)
			.answers(Runnable::run);
		this.engine = customizer.apply(builder, this.time).build();
	}

	private RunExecutor executor(String name) {
		return switch (name) {
			case "manual" -> this.manual;
			case "direct" -> Runnable::run;
			case "pool" -> this.pool;
			case "single" -> this.single;
			case "broken" -> (run) -> {
				throw new OutOfMemoryError("unable to create native thread");
			};
			default -> throw new IllegalArgumentException("No executor '%s'".formatted(name));
		};
	}

	public RefCacheEngine engine() {
		return this.engine;
	}

	/**
	 * The memory store behind the engine.
	 * @return the store
	 */
	public ReferenceStore store() {
		return this.store;
	}

	public RefCache refCache() {
		return this.engine.refCache();
	}

	public TaskRegistry tasks() {
		return this.engine.tasks();
	}

	public ManualTime time() {
		return this.time;
	}

	/**
	 * Number of timeouts that are still to come: what is scheduled but for the next
	 * cleanup.
	 * @return the number
	 */
	public int timeouts() {
		return this.time.scheduled() - ((this.engine.tasks().cleanupStatistics().next() != null) ? 1 : 0);
	}

	public ManualExecutor manual() {
		return this.manual;
	}

	/**
	 * The pool of real threads.
	 * @return the pool
	 */
	public ThreadPoolExecutor pool() {
		return this.pool;
	}

	/**
	 * The pool of one real thread.
	 * @return the pool
	 */
	public ThreadPoolExecutor single() {
		return this.single;
	}

	/**
	 * Waits until each thread of the pool has nothing to do.
	 */
	public void awaitIdlePool() {
		CyclicBarrier together = new CyclicBarrier(POOL_SIZE + 1);
		for (int i = 0; i < POOL_SIZE; i++) {
			this.pool.execute(() -> meet(together));
		}
		meet(together);
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new AssertionError("The pool is busy", ex);
		}
	}

	/**
	 * Calls, and answers what the call threw as it is.
	 * @param spec what is called
	 * @param key the key
	 * @param work the body
	 * @return the response
	 */
	public RefResponse<?> call(CallSpec spec, String key, Work work) {
		try {
			return this.engine.call(spec, key(key), work);
		}
		catch (Throwable ex) {
			throw EngineFixture.<RuntimeException>asIs(ex);
		}
	}

	public CompletableFuture<RefResponse<?>> callAsync(CallSpec spec, Object key, Work work) {
		return this.engine.callAsync(spec, this.engine.caller(spec), key(key), work);
	}

	/**
	 * Calls on a thread of its own.
	 * @param spec what is called
	 * @param key the key
	 * @param work the body
	 * @return the call
	 */
	public Call start(CallSpec spec, String key, Work work) {
		return start(() -> call(spec, key, work));
	}

	/**
	 * Starts something on a thread of its own.
	 * @param action what to do
	 * @return the call
	 */
	public Call start(Callable<RefResponse<?>> action) {
		Call call = new Call(action);
		this.threads.add(call.thread);
		call.thread.start();
		return call;
	}

	/**
	 * Ends all threads, and makes sure that they do.
	 */
	@Override
	public void close() {
		this.pool.shutdownNow();
		this.single.shutdownNow();
		this.threads.forEach(Thread::interrupt);
		this.engine.close();
	}

	public static CacheKey key(Object name) {
		return new CacheKey("test", "public", new Object[] { name });
	}

	/**
	 * A specification.
	 * @param asyncTimeout how long a caller waits; {@code null} for a run on the caller's
	 * thread
	 * @param executor the executor
	 * @return what is called
	 */
	public static CallSpec spec(Duration asyncTimeout, String executor) {
		return new CallSpec(OPERATION, TTL, asyncTimeout, null, null, executor, true, false, OPEN);
	}

	/**
	 * A specification of a body that returns a stage.
	 * @param asyncTimeout how long a caller waits
	 * @param executor the executor
	 * @return what is called
	 */
	public static CallSpec staged(Duration asyncTimeout, String executor) {
		return new CallSpec(OPERATION, TTL, asyncTimeout, null, null, executor, true, true, OPEN);
	}

	/**
	 * A specification with retries.
	 * @param asyncTimeout how long a caller waits; {@code null} for a run on the caller's
	 * thread
	 * @param executor the executor
	 * @param retry when another attempt follows
	 * @return what is called
	 */
	public static CallSpec retrying(Duration asyncTimeout, String executor, RetryOptions retry) {
		return new CallSpec(new Operation("test", "java.lang.Object", true, retry.maxRetries(), ResponseFormat.FULL),
				TTL, asyncTimeout, null, retry, executor, true, false, OPEN);
	}

	/**
	 * A specification with a limit on attempts.
	 * @param asyncTimeout how long a caller waits; {@code null} for a run on the caller's
	 * thread
	 * @param executor the executor
	 * @param executionTimeout how long an attempt may run
	 * @return what is called
	 */
	public static CallSpec limited(Duration asyncTimeout, String executor, Duration executionTimeout) {
		return new CallSpec(OPERATION, TTL, asyncTimeout, executionTimeout, null, executor, true, false, OPEN);
	}

	/**
	 * A specification of a method whose callers see the reference only if they do not
	 * wait for the end.
	 * @param asyncTimeout how long a caller waits; {@code null} for a run on the caller's
	 * thread
	 * @param executor the executor
	 * @return what is called
	 */
	public static CallSpec plain(Duration asyncTimeout, String executor) {
		return new CallSpec(OPERATION, TTL, asyncTimeout, null, null, executor, false, false, OPEN);
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> RuntimeException asIs(Throwable throwable) throws X {
		throw (X) throwable;
	}

	/**
	 * A call on a thread of its own.
	 */
	public static final class Call {

		private final FutureTask<RefResponse<?>> task;

		private final Thread thread;

		private Call(Callable<RefResponse<?>> action) {
			this.task = new FutureTask<>(action);
			this.thread = new Thread(this.task, "call");
			this.thread.setDaemon(true);
		}

		public Thread thread() {
			return this.thread;
		}

		public boolean isDone() {
			return this.task.isDone();
		}

		/**
		 * The response, once it is there.
		 * @return the response
		 */
		public RefResponse<?> response() {
			try {
				return this.task.get(20, TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				throw new AssertionError("The call failed", ex.getCause());
			}
			catch (InterruptedException | TimeoutException ex) {
				throw new AssertionError("The call did not end", ex);
			}
		}

		/**
		 * The failure, once it is there.
		 * @return what the call threw
		 */
		public Throwable failure() {
			try {
				throw new AssertionError("The call answered " + this.task.get(20, TimeUnit.SECONDS));
			}
			catch (ExecutionException ex) {
				return ex.getCause();
			}
			catch (InterruptedException | TimeoutException ex) {
				throw new AssertionError("The call did not end", ex);
			}
		}

	}

	private static final class Pool extends ThreadPoolExecutor implements RunExecutor {

		private Pool(int size) {
			super(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), (task) -> {
				Thread thread = new Thread(task, "pool");
				thread.setDaemon(true);
				return thread;
			});
		}

	}

}
