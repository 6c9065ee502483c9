package io.refcache.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.store.RefId;
import io.refcache.task.RunRejectedException;
import io.refcache.task.RunRejectedException.Limit;
import org.jspecify.annotations.Nullable;

/**
 * The handles of this node's runs by their references, within bounds.
 */
final class LiveTasks {

	private final EngineSettings settings;

	private final TaskEvents events;

	private final ConcurrentHashMap<RefId, Run> runs = new ConcurrentHashMap<>();

	/** Attempts whose run has ended, but whose body has not returned. */
	private final Set<Attempt> stopping = ConcurrentHashMap.newKeySet();

	private final AtomicInteger tasks = new AtomicInteger();

	private final Rejections rejections;

	private final AtomicInteger turns = new AtomicInteger();

	private volatile boolean closed;

	LiveTasks(EngineSettings settings, TaskEvents events, Rejections rejections) {
		this.settings = settings;
		this.events = events;
		this.rejections = rejections;
	}

	/**
	 * Takes the handle of a run, before its claim.
	 * @throws RunRejectedException if there are too many tasks, or no more are taken
	 */
	void register(Run run) {
		if (run.isTask()) {
			if (this.tasks.incrementAndGet() > this.settings.maxActive()) {
				this.tasks.decrementAndGet();
				throw reject(run, Limit.MAX_ACTIVE,
						"'%s' was refused: %d tasks have not ended; try again later or raise refcache.task.max-active"
							.formatted(run.operation().name(), this.settings.maxActive()));
			}
		}
		this.runs.put(run.id(), run);
		try {
			checkOpen(run);
		}
		catch (RunRejectedException ex) {
			unregister(run);
			throw ex;
		}
	}

	/**
	 * Makes sure that tasks are taken. Once more after a claim: who closes ends the runs
	 * that have claimed, and whoever claims later sees that it is closed.
	 * @throws RunRejectedException if they are not
	 */
	void checkOpen(Run run) {
		if (this.closed && run.isTask() && run.call().parent() == null) {
			throw reject(run, Limit.SHUTDOWN,
					"'%s' was refused: the application is shutting down".formatted(run.operation().name()));
		}
	}

	private RunRejectedException reject(Run run, Limit limit, String message) {
		return rejected(run, new RunRejectedException(limit, message));
	}

	/**
	 * Notes that a run was refused.
	 * @return the same rejection
	 */
	RunRejectedException rejected(Run run, RunRejectedException rejection) {
		this.rejections.add(rejection);
		this.events.rejected(run, rejection.getLimit());
		return rejection;
	}

	/**
	 * Drops the handle of a run that has ended. If its body has not returned, that still
	 * occupies a thread, which is noted before the handle goes.
	 */
	void unregister(Run run) {
		Attempt attempt = run.current();
		if (attempt.isExecuting()) {
			this.stopping.add(attempt);
			if (!attempt.isExecuting()) {
				this.stopping.remove(attempt);
			}
		}
		if (this.runs.remove(run.id(), run) && run.isTask()) {
			this.tasks.decrementAndGet();
		}
	}

	/**
	 * The body of an attempt has returned.
	 */
	void returned(Attempt attempt) {
		this.stopping.remove(attempt);
	}

	/**
	 * A run of this node that has not ended.
	 */
	@Nullable Run find(RefId id) {
		return this.runs.get(id);
	}

	Collection<Run> all() {
		return List.copyOf(this.runs.values());
	}

	/**
	 * Whether a body of this reference has not returned, although its run has ended.
	 */
	boolean isStopping(RefId id) {
		return this.stopping.stream().anyMatch((attempt) -> attempt.ofRun().id().equals(id));
	}

	/**
	 * Takes tasks no more, but those that computations call.
	 * @return the number of this turn
	 */
	int close() {
		this.closed = true;
		return this.turns.incrementAndGet();
	}

	/**
	 * Whether nobody has opened or closed it since.
	 */
	boolean isClosedSince(int turn) {
		return this.turns.get() == turn;
	}

	/**
	 * Takes tasks again.
	 */
	void open() {
		this.turns.incrementAndGet();
		this.closed = false;
	}

	int active() {
		return this.runs.size();
	}

	int stopping() {
		return this.stopping.size();
	}

	Map<Limit, Long> rejections() {
		return this.rejections.counts();
	}

}
