package io.refcache.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.ResponseFormat;
import io.refcache.RetryOptions;
import io.refcache.TaskContext;
import io.refcache.memory.MemoryStores;
import io.refcache.store.CacheKey;
import io.refcache.store.Operation;
import io.refcache.store.Query;
import io.refcache.store.ReferenceStore;
import io.refcache.task.RunExecutor;
import io.refcache.testing.EngineFixture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mixed calls, failures, cancels and retries at saturation, for minutes. No part of the
 * build: {@code ./mvnw test -pl refcache-spring-boot-autoconfigure -Dtest=TaskSoak
 * -Dsoak.seconds=180}.
 */
class TaskSoak {

	private static final int CALLERS = 16;

	private static final int KEYS = 200;

	private static final Duration SOAK = Duration.ofSeconds(Long.getLong("soak.seconds", 180));

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	private final ConcurrentLinkedDeque<String> references = new ConcurrentLinkedDeque<>();

	private final Pool pool = new Pool();

	private final ReferenceStore store = MemoryStores.create(InstantSource.system(), 1000, 500);

	private final RefCacheEngine engine = RefCacheEngine
		.builder(new EngineSettings("soak", "public", Duration.ofMillis(200), null, null, Duration.ofSeconds(30), 3,
				Duration.ofSeconds(2), 200, Duration.ofMillis(500)))
		.store(this.store)
		.executors((name) -> this.pool)
		.build();

	@Test
	void soak() throws Exception {
		Set<Thread> before = threads();
		soakFor(Duration.ofSeconds(5));
		long heapBefore = settledHeap();
		soakFor(SOAK);
		long heapAfter = settledHeap();
		System.out.printf("Soak of %s with %d callers: %s%nheap %d KB before, %d KB after; rejections %s%n", SOAK,
				CALLERS, new TreeMap<>(this.counts), heapBefore / 1024, heapAfter / 1024,
				this.engine.tasks().rejections());

		assertThat(this.engine.flights()).isZero();
		assertThat(this.engine.tasks().active()).isZero();
		assertThat(this.engine.tasks().stopping()).isZero();
		assertThat(this.store.list(new Query(null, null, null), null, 10).records()).isEmpty();
		assertThat(((DefaultTaskRegistry) this.engine.tasks()).replays().size()).isZero();
		assertThat(heapAfter).isLessThan(heapBefore + 4 * 1024 * 1024);
		this.engine.close();
		this.pool.shutdown();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> before.containsAll(threads()));
	}

	private void soakFor(Duration duration) throws InterruptedException {
		long end = System.nanoTime() + duration.toNanos();
		List<Thread> callers = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			Thread caller = new Thread(() -> {
				while (System.nanoTime() < end) {
					step();
				}
			}, "caller " + i);
			caller.start();
			callers.add(caller);
		}
		for (Thread caller : callers) {
			caller.join();
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.engine.tasks().active() == 0 && this.engine.tasks().stopping() == 0);
	}

	private void step() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		int choice = random.nextInt(100);
		try {
			if (choice < 70) {
				call(random);
			}
			else {
				touch(choice, this.references.pollFirst());
			}
		}
		catch (Throwable ex) {
			count(ex.getClass().getSimpleName());
		}
	}

	private void call(ThreadLocalRandom random) throws Throwable {
		int key = random.nextInt(KEYS);
		RefResponse<?> response;
		if (random.nextInt(10) == 0) {
			CallSpec spec = spec(random);
			this.engine.callAsync(spec, this.engine.caller(spec), key(key), work(key, 0))
				.whenComplete((answer, failure) -> {
					count((failure != null) ? "future " + failure.getClass().getSimpleName() : "future answer");
				});
			return;
		}
		response = this.engine.call(spec(random), key(key), work(key, 0));
		count((response instanceof CacheResponse.Complete<?>) ? "value" : "in progress");
		if (response.refId() != null && this.references.size() < 1000) {
			this.references.addLast(response.refId());
		}
	}

	private void touch(int choice, String refId) {
		if (refId == null) {
			return;
		}
		if (choice < 78) {
			count("cancelled " + this.engine.refCache().cancelTask(refId));
		}
		else if (choice < 84) {
			this.engine.refCache().retryTask(refId);
			count("retried by hand");
		}
		else if (choice < 88) {
			count("deleted " + this.engine.refCache().delete(refId));
		}
		else if (choice < 98) {
			this.engine.refCache().get(refId);
			count("polled");
		}
		else if (choice < 99) {
			this.engine.tasks().list(null, 100);
			count("listed");
		}
		else if (ThreadLocalRandom.current().nextInt(100) == 0) {
			this.engine.refCache().clear("public");
			count("cleared");
		}
	}

	private Work work(int key, int depth) {
		return (context) -> body(context, key, depth);
	}

	private Object body(TaskContext context, int key, int depth) throws Throwable {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		for (int i = 0; i < 5; i++) {
			context.report(i, 5, "step " + i);
			TimeUnit.MICROSECONDS.sleep(random.nextInt(500));
		}
		if (random.nextInt(5) == 0) {
			throw new IOException("as it happens");
		}
		if (depth < 3 && random.nextInt(5) == 0) {
			int inner = random.nextInt(KEYS);
			return this.engine.call(spec(random), key(inner), work(inner, depth + 1)).refId() + key;
		}
		return new byte[1024];
	}

	private static CallSpec spec(ThreadLocalRandom random) {
		Duration asyncTimeout = switch (random.nextInt(4)) {
			case 0 -> Duration.ZERO;
			case 1 -> null;
			default -> Duration.ofMillis(random.nextInt(1, 5));
		};
		RetryOptions retry = random.nextBoolean() ? null : RetryOptions.DEFAULTS.withDelay(Duration.ofMillis(2));
		return new CallSpec(new Operation("soak", "Object", true, 3, ResponseFormat.STANDARD),
				Duration.ofMillis(random.nextInt(1, 300)), asyncTimeout, Duration.ofMillis(random.nextInt(6, 50)),
				retry, "pool", random.nextBoolean(), false, EngineFixture.OPEN);
	}

	private static CacheKey key(int number) {
		return new CacheKey("soak", "public", new Object[] { number });
	}

	private void count(String what) {
		this.counts.computeIfAbsent(what, (name) -> new LongAdder()).increment();
	}

	private long settledHeap() throws InterruptedException {
		this.references.clear();
		// Longer than anything is kept.
		TimeUnit.SECONDS.sleep(5);
		this.engine.tasks().cleanup();
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			TimeUnit.MILLISECONDS.sleep(200);
			used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return used;
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("refcache") || thread.getName().equals("soak pool"))
			.collect(Collectors.toSet());
	}

	private static final class Pool extends ThreadPoolExecutor implements RunExecutor {

		private Pool() {
			super(8, 8, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(64), (task) -> {
				Thread thread = new Thread(task, "soak pool");
				thread.setDaemon(true);
				return thread;
			});
		}

	}

}
