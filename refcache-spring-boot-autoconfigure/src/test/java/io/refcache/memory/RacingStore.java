package io.refcache.memory;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

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
import io.refcache.testing.ManualClock;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Two references, X and Y, that fight for one key of a store: operations whose answers
 * are text, to be compared with those of some order one after the other.
 */
public class RacingStore {

	private static final CacheKey KEY = new CacheKey("op", "public", new Object[] { "key" });

	private static final CacheKey OTHER_KEY = new CacheKey("op", "public", new Object[] { "other" });

	private static final Operation OPERATION = new Operation("op", "java.lang.String", true);

	private static final TaskError ERROR = new TaskError("Error", "broken", "e1");

	private static final Duration TTL = Duration.ofSeconds(2);

	private static final Duration KEEP = Duration.ofSeconds(1);

	private static final RefId X = new RefId("test", 1, 1);

	private static final RefId Y = new RefId("test", 2, 2);

	private static final RefId[] IDS = { X, Y };

	private final ManualClock clock = new ManualClock();

	private final MemoryReferenceStore store;

	private final boolean roomy;

	public RacingStore() {
		this(10);
	}

	RacingStore(int limit) {
		this.store = new MemoryReferenceStore(this.clock, new MemoryLimits(limit, limit));
		this.roomy = limit >= IDS.length;
	}

	public String claimX() {
		return claim(KEY, Draft.run(X, OPERATION, Protection.of("public"), TaskStatus.PROCESSING, 1, "node", null));
	}

	public String claimY() {
		return claim(KEY, Draft.run(Y, OPERATION, Protection.of("public"), TaskStatus.PROCESSING, 2, "node", null));
	}

	public String setY() {
		return claim(KEY, Draft.value(Y, OPERATION, Protection.of("public"), 2, "node", "put", TTL, KEEP));
	}

	public String claimElsewhereY() {
		return claim(OTHER_KEY,
				Draft.run(Y, OPERATION, Protection.of("public"), TaskStatus.PROCESSING, 2, "node", null));
	}

	public String setElsewhereY() {
		return claim(OTHER_KEY, Draft.value(Y, OPERATION, Protection.of("public"), 2, "node", "put", TTL, KEEP));
	}

	public String publishX() {
		return update(X, Guard.unended(), Change.publishing());
	}

	public String succeedX() {
		return update(X, Guard.running(1), Change.succeed("value", TTL, KEEP, false, false));
	}

	public String retryLaterX() {
		return update(X, Guard.running(1), Change.retry(3, ERROR, Duration.ofSeconds(1)));
	}

	public String failX() {
		return update(X, Guard.running(1), Change.fail(ERROR, KEEP));
	}

	public String cancelX() {
		return update(X, Guard.unended(), Change.cancel(KEEP));
	}

	public String retryX() {
		return update(X, Guard.failedWithFreeKey(1), Change.retry(3, null, Duration.ZERO));
	}

	public String retryXOnceMore() {
		return update(X, Guard.failedWithFreeKey(1), Change.retry(4, null, Duration.ZERO));
	}

	public String succeedRetriedX() {
		return update(X, Guard.running(3), Change.succeed("again", TTL, KEEP, false, false));
	}

	public String failRetriedX() {
		return update(X, Guard.running(3), Change.fail(ERROR, KEEP));
	}

	public String publishY() {
		return update(Y, Guard.unended(), Change.publishing());
	}

	public String failY() {
		return update(Y, Guard.running(2), Change.fail(ERROR, KEEP));
	}

	public String succeedY() {
		return update(Y, Guard.running(2), Change.succeed("other", TTL, KEEP, false, false));
	}

	public String findX() {
		return text(this.store.find(X, Part.FULL));
	}

	public String lookup() {
		return text(this.store.lookup(KEY, Part.FULL));
	}

	public String removeX() {
		return String.valueOf(this.store.remove(X));
	}

	public String detach() {
		return String.valueOf(this.store.detach(KEY, null));
	}

	public String clear() {
		return String.valueOf(this.store.clear("public"));
	}

	public String sweep() {
		return this.store.sweep(null, 10).removed().toString();
	}

	public String sweepAll() {
		return this.store.sweep(Duration.ZERO, 10).removed().toString();
	}

	public String passSomeTime() {
		this.clock.advance(Duration.ofMillis(500));
		return "later";
	}

	public String passRetention() {
		this.clock.advance(KEEP);
		return "much later";
	}

	/**
	 * Whatever happened: one holder, no dead hint, each record in one place, and for as
	 * long as it is to be there.
	 */
	@Validate
	public void check() {
		checkNow();
		for (RefId id : IDS) {
			ReferenceRecord record = this.store.find(id, Part.HEAD);
			if (this.roomy && record != null && record.status().isEnded()) {
				moveTo(record.keptUntil() - 1);
				require(this.store.find(id, Part.HEAD) != null, "gone too early: " + text(record));
			}
		}
		for (RefId id : IDS) {
			this.store.update(id, Guard.unended(), Change.cancel(KEEP));
		}
		moveTo(this.clock.millis() + TTL.toMillis() + KEEP.toMillis());
		EntryIndex index = this.store.index();
		require(index.pinned() + index.cached() == 0, "a record that stays");
		require(index.retained() + index.listed() + this.store.keys() == 0, "a hint that stays");
	}

	private void moveTo(long time) {
		long wait = time - this.clock.millis();
		this.clock.advance(Duration.ofMillis(Math.max(0, wait)));
		this.store.sweep(null, 10);
	}

	private void checkNow() {
		this.store.sweep(null, 10);
		int records = 0;
		Set<CacheKey> held = new HashSet<>();
		int running = 0;
		for (RefId id : IDS) {
			ReferenceRecord record = this.store.find(id, Part.HEAD);
			if (record == null) {
				continue;
			}
			records++;
			require(!record.holdsKey(this.clock.millis()) || held.add(record.key()), "two records hold the key");
			running += record.status().isEnded() ? 0 : 1;
			require(!record.isUnreachable(), "an orphan: " + text(record));
		}
		require(this.store.keys() == held.size(), this.store.keys() + " keys, " + held.size() + " holders");
		EntryIndex index = this.store.index();
		require(index.pinned() + index.cached() == records, "a record in no place, or in two");
		require(index.pinned() == running + index.retained(), "pinned for no reason, or a retention of nothing");
	}

	private static void require(boolean condition, String failure) {
		if (!condition) {
			throw new IllegalStateException(failure);
		}
	}

	private String claim(CacheKey key, Draft draft) {
		Claim claim = this.store.claim(key, draft, null);
		return ((claim instanceof Claim.Granted) ? "granted " : "current ") + text(claim.record());
	}

	private String update(RefId id, Guard guard, Change change) {
		StepResult result = this.store.update(id, guard, change);
		if (result instanceof StepResult.Applied applied) {
			return "applied " + text(applied.after());
		}
		return (result instanceof StepResult.Refused refused) ? "refused " + text(refused.current()) : "gone";
	}

	private static String text(ReferenceRecord record) {
		if (record == null) {
			return "none";
		}
		return (record.id().equals(X) ? "X" : "Y") + " " + record.status().name() + " " + record.run() + " "
				+ record.attempt() + " " + record.value() + (record.published() ? " published" : "")
				+ (record.detached() ? " detached" : "");
	}

}
