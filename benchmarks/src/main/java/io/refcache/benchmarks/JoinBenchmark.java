package io.refcache.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.refcache.RefCached;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ten thousand equal calls, of which all arrive before the value is there, or half of
 * them while it comes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgs = { "-Xms1g", "-Xmx1g" })
public class JoinBenchmark {

	private static final int CALLERS = Integer.getInteger("benchmarks.joiners", 10_000);

	@Param({ "before", "while" })
	private String arrival;

	private ThreadPoolExecutor callers;

	private ConfigurableApplicationContext context;

	private Shared shared;

	private Plain byHand;

	private Round round;

	@Setup
	public void start(BenchmarkParams benchmark) {
		this.callers = new ThreadPoolExecutor(CALLERS, CALLERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
				(command) -> new Thread(null, command, "caller", 256 * 1024));
		if (benchmark.getBenchmark().contains(".blocking")) {
			this.callers.prestartAllCoreThreads();
		}
		boolean observed = !benchmark.getBenchmark().endsWith("Unobserved");
		this.context = observed ? BenchmarkApplication.start(Shared.class)
				: BenchmarkApplication.start(Shared.class, BenchmarkApplication.UNOBSERVED);
		this.shared = this.context.getBean(Shared.class);
		this.byHand = byHand();
	}

	@Setup(Level.Invocation)
	public void beginRound() {
		this.round = new Round(this.arrival.equals("before") ? CALLERS : CALLERS / 2);
		this.shared.begin(this.round);
	}

	private Plain byHand() {
		ProxyFactory proxies = new ProxyFactory(new Plain(() -> this.round));
		proxies.setProxyTargetClass(true);
		proxies.addAdvice(new JoiningInterceptor());
		return (Plain) proxies.getProxy();
	}

	@TearDown
	public void stop() {
		this.context.close();
		this.callers.shutdownNow();
	}

	@Benchmark
	public void blocking() throws InterruptedException {
		this.round.callBlocking(this.callers, this.shared::value);
		this.round.check(1);
	}

	@Benchmark
	public void blockingFloor() throws InterruptedException {
		CompletableFuture<String> value = this.round.valueOnceDue();
		this.round.callBlocking(this.callers, (number) -> value.join());
		this.round.check(0);
	}

	@Benchmark
	@Warmup(iterations = 200)
	@Measurement(iterations = 20)
	public void futures() throws InterruptedException {
		this.round.call(this.shared::future);
		this.round.check(1);
	}

	@Benchmark
	@Warmup(iterations = 200)
	@Measurement(iterations = 20)
	public void futuresUnobserved() throws InterruptedException {
		this.round.call(this.shared::future);
		this.round.check(1);
	}

	/** Through a proxy, as the other. */
	@Benchmark
	@Warmup(iterations = 200)
	@Measurement(iterations = 20)
	public void futuresByHand() throws InterruptedException {
		this.round.call(this.byHand::future);
		this.round.check(1);
	}

	@Benchmark
	@Warmup(iterations = 200)
	@Measurement(iterations = 20)
	public void futuresFloor() throws InterruptedException {
		CompletableFuture<String> value = this.round.valueOnceDue();
		this.round.call((number) -> value);
		this.round.check(0);
	}

	/**
	 * Each caller has a future of his own, so that one who cancels it does not cancel it
	 * for others.
	 */
	@Benchmark
	@Warmup(iterations = 200)
	@Measurement(iterations = 20)
	public void futuresCopied() throws InterruptedException {
		CompletableFuture<String> value = this.round.valueOnceDue();
		this.round.call((number) -> value.copy());
		this.round.check(0);
	}

	/**
	 * A caller.
	 *
	 * @param <T> type of the answer
	 */
	interface Caller<T> {

		T call(long number) throws InterruptedException;

	}

	/**
	 * One value, and those who call for it.
	 */
	static final class Round {

		private static final AtomicInteger NUMBERS = new AtomicInteger();

		private final long number = NUMBERS.incrementAndGet();

		private final CountDownLatch due;

		private final CountDownLatch answered = new CountDownLatch(CALLERS);

		private final AtomicInteger runs = new AtomicInteger();

		/**
		 * A round.
		 * @param due after how many arrivals the value comes
		 */
		Round(int due) {
			this.due = new CountDownLatch(due);
		}

		String await() throws InterruptedException {
			this.runs.incrementAndGet();
			this.due.await();
			return "value";
		}

		CompletableFuture<String> later() {
			this.runs.incrementAndGet();
			return valueOnceDue();
		}

		CompletableFuture<String> valueOnceDue() {
			CompletableFuture<String> value = new CompletableFuture<>();
			Thread completer = new Thread(() -> {
				try {
					this.due.await();
					value.complete("value");
				}
				catch (InterruptedException ex) {
					value.completeExceptionally(ex);
				}
			}, "completer");
			completer.setDaemon(true);
			completer.start();
			return value;
		}

		void callBlocking(ThreadPoolExecutor callers, Caller<String> caller) throws InterruptedException {
			for (int i = 0; i < CALLERS; i++) {
				callers.execute(() -> {
					this.due.countDown();
					try {
						caller.call(this.number);
						this.answered.countDown();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				});
			}
			awaitAnswers();
		}

		void call(Caller<CompletableFuture<String>> caller) throws InterruptedException {
			for (int i = 0; i < CALLERS; i++) {
				caller.call(this.number).thenAccept((value) -> this.answered.countDown());
				this.due.countDown();
			}
			awaitAnswers();
		}

		private void awaitAnswers() throws InterruptedException {
			if (!this.answered.await(1, TimeUnit.MINUTES)) {
				throw new IllegalStateException(this.answered.getCount() + " callers without an answer");
			}
		}

		void check(int expected) {
			if (this.runs.get() != expected) {
				throw new IllegalStateException(this.runs + " runs, not " + expected);
			}
		}

	}

	static class Plain {

		private final Supplier<Round> round;

		Plain(Supplier<Round> round) {
			this.round = round;
		}

		CompletableFuture<String> future(long number) {
			return this.round.get().later();
		}

	}

	static class Shared {

		private volatile Round round = new Round(0);

		void begin(Round round) {
			this.round = round;
		}

		@RefCached
		String value(long number) throws InterruptedException {
			return this.round.await();
		}

		@RefCached
		CompletableFuture<String> future(long number) {
			return this.round.later();
		}

	}

}
