package io.refcache.testing;

import java.time.Duration;
import java.util.Map;

import io.refcache.TaskProgress;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Claim;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.Lost;
import io.refcache.store.Part;
import io.refcache.store.Query;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.SignalListener;
import io.refcache.store.Slice;
import io.refcache.store.StepResult;
import io.refcache.store.Subscription;
import io.refcache.store.Sweep;

/**
 * A store that does what another one does, but for what a test overrides.
 */
public class DelegatingStore implements ReferenceStore {

	private final ReferenceStore delegate;

	protected DelegatingStore(ReferenceStore delegate) {
		this.delegate = delegate;
	}

	@Override
	public ReferenceRecord lookup(CacheKey key, Part part) {
		return this.delegate.lookup(key, part);
	}

	@Override
	public ReferenceRecord find(RefId id, Part part) {
		return this.delegate.find(id, part);
	}

	@Override
	public Claim claim(CacheKey key, Draft draft, RefId supersede) {
		return this.delegate.claim(key, draft, supersede);
	}

	@Override
	public StepResult update(RefId id, Guard guard, Change change) {
		return this.delegate.update(id, guard, change);
	}

	@Override
	public boolean progress(RefId id, long run, TaskProgress progress) {
		return this.delegate.progress(id, run, progress);
	}

	@Override
	public Map<RefId, Lost> renew(Map<RefId, Long> runs, Duration lease) {
		return this.delegate.renew(runs, lease);
	}

	@Override
	public boolean detach(CacheKey key, RefId expected) {
		return this.delegate.detach(key, expected);
	}

	@Override
	public int detachAll(String operation, String namespace) {
		return this.delegate.detachAll(operation, namespace);
	}

	@Override
	public boolean remove(RefId id) {
		return this.delegate.remove(id);
	}

	@Override
	public int clear(String namespace) {
		return this.delegate.clear(namespace);
	}

	@Override
	public Slice list(Query query, String cursor, int limit) {
		return this.delegate.list(query, cursor, limit);
	}

	@Override
	public Sweep sweep(Duration maxAge, int limit) {
		return this.delegate.sweep(maxAge, limit);
	}

	@Override
	public Subscription subscribe(SignalListener listener) {
		return this.delegate.subscribe(listener);
	}

}
