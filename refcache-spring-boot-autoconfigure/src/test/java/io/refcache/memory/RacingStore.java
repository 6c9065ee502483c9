package io.refcache.memory;

import java.time.Duration;

import io.refcache.TaskError;
import io.refcache.TaskStatus;
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

	private static final Operation OPERATION = new Operation("op", "java.lang.String", true);

	private static final TaskError ERROR = new TaskError("Error", "broken", "e1");

	private static final Duration TTL = Duration.ofHours(1);

	private static final Duration KEEP = Duration.ofMinutes(5);

	private static final RefId X = new RefId("test", 1, 1);

	private static final RefId Y = new RefId("test", 2, 2);

	private static final RefId[] IDS = { X, Y };

	private final MemoryReferenceStore store = new MemoryReferenceStore(new ManualClock(), new MemoryLimits(10, 10));

	public String claimX() {
		return claim(Draft.run(X, OPERATION, "public", TaskStatus.PROCESSING, 1, "node", null));
	}

	public String claimY() {
		return claim(Draft.run(Y, OPERATION, "public", TaskStatus.PROCESSING, 2, "node", null));
	}

	public String setY() {
		return claim(Draft.value(Y, OPERATION, "public", 2, "node", "put", TTL, KEEP));
	}

	public String publishX() {
		return update(X, Guard.unended(), Change.publishing());
	}

	public String succeedX() {
		return update(X, Guard.running(1), Change.succeed("value", TTL, KEEP, false, false));
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

	/**
	 * Whatever happened: one holder, no dead hint, and each record in one place.
	 */
	@Validate
	public void check() {
		int records = 0;
		int holders = 0;
		int retained = 0;
		for (RefId id : IDS) {
			ReferenceRecord record = this.store.find(id, Part.HEAD);
			if (record == null) {
				continue;
			}
			records++;
			holders += record.holdsKey(ManualClock.START.toEpochMilli()) ? 1 : 0;
			retained += (record.published() && record.status().isEnded()) ? 1 : 0;
			require(!record.isUnreachable(), "an orphan: " + text(record));
		}
		require(holders <= 1, "two records hold the key");
		require(this.store.keys() == holders, this.store.keys() + " keys, " + holders + " holders");
		EntryIndex index = this.store.index();
		require(index.pinned() + index.cached() == records, "a record in no place, or in two");
		require(index.retained() == retained, index.retained() + " retained, not " + retained);
	}

	private static void require(boolean condition, String failure) {
		if (!condition) {
			throw new IllegalStateException(failure);
		}
	}

	private String claim(Draft draft) {
		Claim claim = this.store.claim(KEY, draft, null);
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
				+ record.value() + (record.published() ? " published" : "") + (record.detached() ? " detached" : "");
	}

}
