package io.refcache.engine;

import java.time.Duration;
import java.time.InstantSource;

import io.refcache.TaskStatus;
import io.refcache.store.CacheKey;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.task.CallerReferences;
import org.jspecify.annotations.Nullable;

/**
 * Results that a caller was promised by their reference, and comes back for: they are its
 * own even if their key leads to them no more.
 */
final class Promises {

	private final String cache;

	private final ReferenceStore store;

	private final CallerReferences references;

	private final InstantSource clock;

	/**
	 * Promises.
	 * @param cache name of the cache
	 * @param store where references live
	 * @param references what callers come back with
	 * @param clock the time
	 */
	Promises(String cache, ReferenceStore store, CallerReferences references, InstantSource clock) {
		this.cache = cache;
		this.store = store;
		this.references = references;
		this.clock = clock;
	}

	/**
	 * The result of an earlier call with the same key, which holds the operation, the
	 * namespace and whose it is.
	 * @return a complete record; {@code null} if there is none
	 */
	@Nullable ReferenceRecord find(CacheKey key) {
		for (String reference : this.references.references()) {
			RefId id = RefId.parse(this.cache, reference);
			ReferenceRecord record = (id != null) ? this.store.find(id, Part.FULL) : null;
			if (record != null && record.status() == TaskStatus.COMPLETE && key.equals(record.key())) {
				return record;
			}
		}
		return null;
	}

	/**
	 * Whether a call is answered by a reference whoever makes it, and will be for some
	 * time.
	 */
	boolean isFresh(String reference, Duration time) {
		RefId id = RefId.parse(this.cache, reference);
		ReferenceRecord record = (id != null) ? this.store.find(id, Part.HEAD) : null;
		return record != null && record.isFresh(this.clock.millis() + time.toMillis());
	}

}
