package io.refcache.testing;

import io.refcache.RefCacheStoreException;
import io.refcache.TaskStatus;
import io.refcache.store.CacheKey;
import io.refcache.store.Change;
import io.refcache.store.Claim;
import io.refcache.store.Draft;
import io.refcache.store.Guard;
import io.refcache.store.Part;
import io.refcache.store.RefId;
import io.refcache.store.ReferenceRecord;
import io.refcache.store.ReferenceStore;
import io.refcache.store.StepResult;

/**
 * A store that fails once, in a step of choice, before or after it has taken it.
 */
public final class FaultyStore extends DelegatingStore {

	private final Plan plan;

	public FaultyStore(ReferenceStore delegate, Plan plan) {
		super(delegate);
		this.plan = plan;
	}

	@Override
	public ReferenceRecord lookup(CacheKey key, Part part) {
		this.plan.before(this.plan.nextLookup());
		return super.lookup(key, part);
	}

	@Override
	public Claim claim(CacheKey key, Draft draft, RefId supersede) {
		this.plan.before(Step.CLAIM);
		Claim claim = super.claim(key, draft, supersede);
		this.plan.after(Step.CLAIM);
		return claim;
	}

	@Override
	public StepResult update(RefId id, Guard guard, Change change) {
		Step step = stepOf(change);
		this.plan.before(step);
		StepResult result = super.update(id, guard, change);
		this.plan.after(step);
		return result;
	}

	private static Step stepOf(Change change) {
		if (change.to() == null) {
			return Step.PUBLISH;
		}
		return switch (change.to()) {
			case PENDING -> Step.RETRY;
			case PROCESSING -> Step.START;
			case COMPLETE, FAILED, CANCELLED -> Step.END;
		};
	}

	/**
	 * The steps of a call.
	 */
	public enum Step {

		/** The caller looks for a hit. */
		LOOKUP,

		/** The call that leads looks once more. */
		LEAD,

		/** It claims the key. */
		CLAIM,

		/** The body starts. */
		START,

		/** Another attempt is to come. */
		RETRY,

		/** The reference leaves the engine. */
		PUBLISH,

		/** The run ends. */
		END

	}

	/**
	 * Which step fails.
	 */
	public static final class Plan {

		private Step step;

		private boolean taken;

		private int lookups;

		/**
		 * Lets a step fail once.
		 * @param step the step
		 * @param taken whether it fails after it was taken
		 */
		public synchronized void fail(Step step, boolean taken) {
			this.step = step;
			this.taken = taken;
			this.lookups = 0;
		}

		/**
		 * Whether the step has failed.
		 * @return whether it has
		 */
		public synchronized boolean isOver() {
			return this.step == null;
		}

		private synchronized Step nextLookup() {
			return (this.lookups++ == 0) ? Step.LOOKUP : Step.LEAD;
		}

		private synchronized void before(Step current) {
			fail(current, current == this.step && !this.taken, "before");
		}

		private synchronized void after(Step current) {
			fail(current, current == this.step && this.taken, "after");
		}

		private void fail(Step current, boolean now, String when) {
			if (now) {
				this.step = null;
				throw new RefCacheStoreException("The store failed %s %s".formatted(when, current), null);
			}
		}

	}

}
