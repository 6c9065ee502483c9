package io.refcache.memory;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

import io.refcache.TaskError;
import io.refcache.TaskStatus;
import io.refcache.access.Protection;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Claim;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.Operation;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.StepResult;
import io.refcache.store.Sweep;
import io.refcache.testing.ManualClock;

/**
 * Tasks of all kinds, one after the other, as an engine would run them.
 */
final class Churn {

	private static final Operation OPERATION = new Operation("op", "java.lang.String", true);

	private static final TaskError ERROR = new TaskError("Error", "broken", "e1");

	private static final Duration LEASE = Duration.ofSeconds(30);

	private static final int SWEEP_CHUNK = 1000;

	private static final int COMMON_KEYS = 2000;

	private final MemoryReferenceStore store;

	private final ManualClock clock;

	private final Random random = new Random(42);

	private final PriorityQueue<Task> running = new PriorityQueue<>(Comparator.comparingLong(Task::until));

	private final Map<String, Integer> seen = new HashMap<>();

	private long numbers;

	Churn(MemoryReferenceStore store, ManualClock clock) {
		this.store = store;
		this.clock = clock;
	}

	int running() {
		return this.running.size();
	}

	/**
	 * How often each thing happened.
	 */
	Map<String, Integer> seen() {
		return this.seen;
	}

	void submit() {
		RefId id = new RefId("test", 1, ++this.numbers);
		long run = ++this.numbers;
		CacheKey key = new CacheKey("op", "public",
				new Object[] { chance(40) ? this.random.nextInt(COMMON_KEYS) : this.numbers });
		if (chance(5)) {
			this.store.claim(key,
					Draft.value(id, OPERATION, Protection.of("public"), run, "node", "put", ttl(), keep()), null);
			count("put");
			return;
		}
		Draft draft = Draft.run(id, OPERATION, Protection.of("public"), TaskStatus.PENDING, run, "node",
				chance(20) ? LEASE : null);
		Claim claim = this.store.claim(key, draft, null);
		if (claim instanceof Claim.Current) {
			this.store.lookup(key, Part.FULL);
			count("hit or joined");
			return;
		}
		begin(new Task(id, run, until()));
	}

	private void begin(Task task) {
		if (chance(50)) {
			this.store.update(task.id(), Guard.unended(), Change.publishing());
		}
		this.store.update(task.id(), Guard.running(task.run()), Change.start());
		if (chance(5)) {
			this.store.update(task.id(), Guard.any(), Change.detaching());
			count("detached");
		}
		this.running.add(task);
	}

	void endWhatIsDue() {
		Task task = this.running.peek();
		while (task != null && task.until() <= this.clock.millis()) {
			this.running.poll();
			end(task);
			task = this.running.peek();
		}
	}

	private void end(Task task) {
		int kind = this.random.nextInt(100);
		if (kind < 60) {
			apply(task, Guard.running(task.run()), Change.succeed("value", ttl(), keep(), chance(5), chance(5)));
			count("complete");
		}
		else if (kind < 70) {
			apply(task, Guard.unended(), Change.cancel(keep()));
			count("cancelled");
		}
		else if (kind < 80) {
			retry(task, Guard.running(task.run()), ERROR);
			count("retried at once");
			return;
		}
		else {
			apply(task, Guard.running(task.run()), Change.fail(ERROR, keep()));
			count("failed");
		}
		use(task);
	}

	private void use(Task task) {
		ReferenceRecord record = this.store.find(task.id(), chance(50) ? Part.FULL : Part.HEAD);
		if (record == null) {
			count("gone with its end");
		}
		else if (record.status() == TaskStatus.FAILED && chance(40)) {
			retry(task, Guard.failedWithFreeKey(task.run()), null);
		}
		else if (chance(3)) {
			this.store.remove(task.id());
			count("removed");
		}
		else if (chance(3)) {
			this.store.update(task.id(), Guard.any(), Change.detaching());
			count("detached after its end");
		}
	}

	private void retry(Task task, Guard guard, TaskError error) {
		long run = ++this.numbers;
		StepResult result = this.store.update(task.id(), guard, Change.retry(run, error, Duration.ofSeconds(1)));
		if (result instanceof StepResult.Applied) {
			begin(new Task(task.id(), run, until()));
			count("retried");
		}
	}

	private void apply(Task task, Guard guard, Change change) {
		StepResult result = this.store.update(task.id(), guard, change);
		if (!(result instanceof StepResult.Applied)) {
			throw new IllegalStateException(task + ": " + result);
		}
	}

	void sweep(Duration maxAge) {
		Sweep sweep;
		do {
			sweep = this.store.sweep(maxAge, SWEEP_CHUNK);
			count("swept", sweep.total());
		}
		while (sweep.total() >= SWEEP_CHUNK);
		sweep.lapsed().forEach((id, run) -> {
			this.store.update(id, Guard.lapsed(run), Change.fail(ERROR, keep()));
			this.running.removeIf((task) -> task.run() == run);
			count("lapsed");
		});
	}

	private long until() {
		return this.clock.millis() + this.random.nextInt(chance(5) ? 300_000 : 20_000);
	}

	private Duration ttl() {
		return Duration.ofMillis(1 + this.random.nextInt(chance(50) ? 10_000 : 3_600_000));
	}

	/**
	 * The retention, which is much longer for ten minutes of the day.
	 */
	private Duration keep() {
		long minuteOfDay = Duration.ofMillis(this.clock.millis()).toMinutes() % Duration.ofDays(1).toMinutes();
		return Duration.ofMinutes((minuteOfDay < 10) ? 30 : 4 + this.random.nextInt(2));
	}

	private boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	private void count(String what) {
		count(what, 1);
	}

	private void count(String what, int number) {
		this.seen.merge(what, number, Integer::sum);
	}

	private record Task(RefId id, long run, long until) {

	}

}
