package io.refcache.store;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.store.Scenario.Reference;

/**
 * The events of the state table.
 */
enum Event {

	/** Another call claims the key. */
	CLAIM {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return claim(store, reference, Scenario.draft(new Scenario(store).none()));
		}
	},

	/** Somebody puts a value under the key. */
	SET {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return claim(store, reference, Scenario.value(new Scenario(store).none(), "put"));
		}
	},

	START {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.running(reference.run()), Change.start());
		}
	},

	START_OF_FOREIGN_RUN {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.running(reference.foreignRun()), Change.start());
		}
	},

	SUCCEED {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.running(reference.run()), Scenario.succeed("late"));
		}
	},

	SUCCEED_OF_FOREIGN_RUN {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.running(reference.foreignRun()), Scenario.succeed("late"));
		}
	},

	FAIL {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.running(reference.run()), Scenario.fail());
		}
	},

	FAIL_OF_FOREIGN_RUN {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.running(reference.foreignRun()), Scenario.fail());
		}
	},

	RETRY_LATER {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.running(reference.run()),
					Change.retry(reference.nextRun(), Scenario.error(), Duration.ofSeconds(1)));
		}
	},

	RETRY_LATER_OF_FOREIGN_RUN {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.running(reference.foreignRun()),
					Change.retry(reference.nextRun(), Scenario.error(), Duration.ofSeconds(1)));
		}
	},

	CANCEL {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.unended(), Change.cancel(Scenario.KEEP));
		}
	},

	/** The owner is lost: nobody takes over. */
	LAPSE {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.lapsed(reference.run()), Scenario.fail());
		}
	},

	LAPSE_OF_FOREIGN_RUN {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.lapsed(reference.foreignRun()), Scenario.fail());
		}
	},

	/** The owner is lost: another node takes over. */
	TAKE_OVER {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.lapsed(reference.run()),
					new Change(TaskStatus.PENDING, reference.nextRun(), "other", Scenario.LEASE, Duration.ZERO,
							Scenario.error(), null, null, null, false, false, false));
		}
	},

	/** Somebody asks for another attempt of a task that failed. */
	RETRY {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.failedWithFreeKey(reference.run()),
					Change.retry(reference.nextRun(), null, Duration.ZERO));
		}
	},

	RETRY_OF_FOREIGN_RUN {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.failedWithFreeKey(reference.foreignRun()),
					Change.retry(reference.nextRun(), null, Duration.ZERO));
		}
	},

	PUBLISH {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.unended(), Change.publishing());
		}
	},

	PROGRESS {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return answer(store.progress(reference.id(), reference.run(), TaskProgress.of(1, 2, null)));
		}
	},

	PROGRESS_OF_FOREIGN_RUN {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return answer(store.progress(reference.id(), reference.foreignRun(), TaskProgress.of(1, 2, null)));
		}
	},

	RENEW {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return renew(store, reference, reference.run());
		}
	},

	RENEW_OF_FOREIGN_RUN {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return renew(store, reference, reference.foreignRun());
		}
	},

	DETACH {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return answer(store.detach(reference.key(), reference.id()));
		}
	},

	/** The method says that its value must not be cached. */
	UNLESS {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return update(store, reference, Guard.any(), Change.detaching());
		}
	},

	CLEAR {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return answer(store.clear(Scenario.NAMESPACE) > 0);
		}
	},

	REMOVE {
		@Override
		String take(ReferenceStore store, Reference reference) {
			return answer(store.remove(reference.id()));
		}
	},

	/** Somebody deletes the reference: cancel, then remove. */
	DELETE {
		@Override
		String take(ReferenceStore store, Reference reference) {
			String cancelled = CANCEL.take(store, reference);
			return answer(store.remove(reference.id()) || cancelled.equals("applied"));
		}
	};

	/**
	 * Takes the step.
	 * @return the answer of the store in one word
	 */
	abstract String take(ReferenceStore store, Reference reference);

	private static String claim(ReferenceStore store, Reference reference, Draft draft) {
		return (store.claim(reference.key(), draft, null) instanceof Claim.Granted) ? "granted" : "current";
	}

	private static String update(ReferenceStore store, Reference reference, Guard guard, Change change) {
		StepResult result = store.update(reference.id(), guard, change);
		return result.getClass().getSimpleName().toLowerCase(Locale.ROOT);
	}

	private static String renew(ReferenceStore store, Reference reference, long run) {
		Map<RefId, Lost> lost = store.renew(Map.of(reference.id(), run), Scenario.LEASE);
		return lost.isEmpty() ? "extended" : "lost " + lost.get(reference.id());
	}

	private static String answer(boolean answer) {
		return answer ? "true" : "false";
	}

}
