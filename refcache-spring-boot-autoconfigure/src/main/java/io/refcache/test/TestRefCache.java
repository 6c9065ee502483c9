package io.refcache.test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import io.refcache.store.Query;
import io.refcache.store.ReferenceStore;
import io.refcache.store.Slice;
import io.refcache.task.TaskRegistry;
import io.refcache.test.AutoConfigureRefCache.Clock;
import io.refcache.test.AutoConfigureRefCache.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Steers refcache in a test: lets runs start, holds them back, moves the time. A bean of
 * tests with {@link AutoConfigureRefCache @AutoConfigureRefCache}.
 * <p>
 * <b>Threads.</b> What a method here starts runs on the thread that calls it, before the
 * method returns.
 *
 * @since 0.1.0
 */
public final class TestRefCache {

	private static final int PAGE = 1000;

	private final TaskRegistry tasks;

	private final @Nullable ReferenceStore store;

	private final RunQueue queue;

	private final OperationNames names;

	private final InstantSource clock;

	TestRefCache(TaskRegistry tasks, @Nullable ReferenceStore store, RunQueue queue, OperationNames names,
			InstantSource clock) {
		this.tasks = tasks;
		this.store = store;
		this.queue = queue;
		this.names = names;
		this.clock = clock;
	}

	/**
	 * The time that refcache goes by. A {@linkplain Clock#MANUAL manual} one starts at
	 * the same moment for each application context, and goes on from test to test.
	 * @return the clock
	 */
	public InstantSource clock() {
		return this.clock;
	}

	/**
	 * Moves the time. Timeouts, retries and cleanups that are due on the way happen in
	 * their order, each at its moment.
	 * @param duration by how much
	 * @throws IllegalStateException if the clock is the {@linkplain Clock#SYSTEM
	 * system's}
	 */
	public void advance(Duration duration) {
		time().advance(duration);
	}

	/**
	 * Waits in real time, up to 20 seconds, until so many threads wait in calls: from
	 * then on {@link #advance} counts for each of them. With {@link Executor#REAL} only,
	 * for with others nobody stays in a wait.
	 * @param count the number of threads
	 * @throws AssertionError if there are more or less of them
	 */
	public void awaitWaiting(int count) {
		if (time().isMovedByWaits()) {
			throw new IllegalStateException(
					"Nobody stays in a wait: it moves the time, unless @AutoConfigureRefCache says executor = REAL");
		}
		time().awaitWaiters(count);
	}

	/**
	 * Runs what is first in the queue, on this thread.
	 * @throws IllegalStateException if the queue is empty
	 */
	public void runNext() {
		if (!this.queue.runNext()) {
			throw new IllegalStateException("No run is in the queue; the tasks are " + tasks());
		}
	}

	/**
	 * Runs all that is in the queue, and what that brings about, on this thread.
	 */
	public void runAll() {
		boolean ran;
		do {
			ran = this.queue.runNext();
		}
		while (ran);
	}

	/**
	 * Holds the runs of an operation back from now on: they wait in the queue, whatever
	 * the executor. One that another computation waits for starts nevertheless, as it
	 * would from any queue.
	 * @param operation name of the operation, by default {@code Class.method}
	 */
	public void hold(String operation) {
		this.queue.hold(operation);
	}

	/**
	 * Holds the runs of a method back from now on: see {@link #hold(String)}. What runs
	 * on the thread of its call, for want of an {@code asyncTimeout}, cannot be held.
	 * @param type class of the bean
	 * @param method name of the method; overloads are all meant
	 * @throws IllegalArgumentException if there is no such
	 * {@link io.refcache.RefCached @RefCached} method
	 */
	public void hold(Class<?> type, String method) {
		this.names.of(type, method).forEach(this::hold);
	}

	/**
	 * Holds the runs of an operation back no longer. Those that wait start, except with
	 * {@link Executor#MANUAL}, where they wait as all others do.
	 * @param operation name of the operation
	 */
	public void release(String operation) {
		this.queue.release(operation);
	}

	/**
	 * Holds the runs of a method back no longer: see {@link #release(String)}.
	 * @param type class of the bean
	 * @param method name of the method; overloads are all meant
	 * @throws IllegalArgumentException if there is no such
	 * {@link io.refcache.RefCached @RefCached} method
	 */
	public void release(Class<?> type, String method) {
		this.names.of(type, method).forEach(this::release);
	}

	/**
	 * What waits in the queue.
	 * @return names of the operations, the next one to run first
	 */
	public List<String> queued() {
		return this.queue.names();
	}

	/**
	 * The tasks that have not ended, or whose reference was handed out: at most 1000,
	 * newest first.
	 * @return the tasks
	 */
	public List<TaskInfo> tasks() {
		return this.tasks.list(null, PAGE);
	}

	/**
	 * Makes it as if nothing had been called: cancels what has not ended, empties the
	 * queue, holds nothing back, and removes all references. Only the time stays where it
	 * is. Called after each test method.
	 */
	public void clear() {
		if (this.store != null) {
			cancel(this.store, TaskStatus.PENDING);
			cancel(this.store, TaskStatus.PROCESSING);
			this.store.clear(null);
		}
		this.queue.clear();
	}

	private void cancel(ReferenceStore store, TaskStatus status) {
		String cursor = null;
		do {
			Slice slice = store.list(new Query(status, null, null), cursor, PAGE);
			slice.records().forEach((record) -> this.tasks.cancel(record.id().toString()));
			cursor = slice.next();
		}
		while (cursor != null);
	}

	private VirtualTime time() {
		if (this.clock instanceof VirtualTime time) {
			return time;
		}
		throw new IllegalStateException(
				"The time is the system's, which cannot be moved, unless @AutoConfigureRefCache says clock = MANUAL");
	}

}
