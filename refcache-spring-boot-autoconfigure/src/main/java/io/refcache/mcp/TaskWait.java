package io.refcache.mcp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.refcache.RefCache;
import io.refcache.TaskInfo;
import io.refcache.TaskProgress;
import io.refcache.store.Subscription;
import io.refcache.task.TaskRegistry;
import io.refcache.task.Waiting;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Waits on this thread until a task has ended, and tells a client of its progress
 * meanwhile. When the application stops, nobody waits any longer.
 */
final class TaskWait implements SmartLifecycle {

	/** Before the server stops to take requests: it would wait for those who wait. */
	private static final int PHASE = DEFAULT_PHASE - 512;

	/** How long a client is left in peace after it was told of progress. */
	private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();

	private final Set<AtomicReference<CompletableFuture<?>>> waiting = ConcurrentHashMap.newKeySet();

	private final RefCache refCache;

	private final TaskRegistry tasks;

	private final Waiting time;

	private volatile boolean stopped;

	TaskWait(RefCache refCache, TaskRegistry tasks, Waiting time) {
		this.refCache = refCache;
		this.tasks = tasks;
		this.time = time;
	}

	/**
	 * Waits until a task has ended, or time is up.
	 * @param refId the reference; nobody waits for one that is not there
	 * @param limit how long
	 * @param notifications takes progress; {@code null} for nobody
	 * @throws InterruptedException if the thread is to stop
	 */
	void await(String refId, Duration limit, @Nullable Notifications notifications) throws InterruptedException {
		AtomicReference<CompletableFuture<?>> change = new AtomicReference<>(new CompletableFuture<>());
		long end = this.time.nanoTime() + limit.toNanos();
		long quiet = this.time.nanoTime();
		TaskProgress told = null;
		this.waiting.add(change);
		Subscription watch = this.tasks.watch(refId, () -> change.get().complete(null));
		try {
			while (true) {
				// Before the look: what comes after it is another change.
				CompletableFuture<?> next = new CompletableFuture<>();
				change.set(next);
				TaskInfo task = this.refCache.taskStatus(refId).orElse(null);
				long now = this.time.nanoTime();
				long left = end - now;
				if (task == null || task.status().isEnded() || left <= 0 || this.stopped) {
					return;
				}
				TaskProgress progress = task.progress();
				if (notifications != null && progress != null && !progress.equals(told)) {
					if (quiet - now > 0) {
						left = Math.min(left, quiet - now);
					}
					else {
						send(progress, notifications);
						told = progress;
						quiet = now + QUIET_NANOS;
					}
				}
				this.time.await(next, left);
			}
		}
		finally {
			watch.close();
			this.waiting.remove(change);
		}
	}

	@Override
	public void start() {
		this.stopped = false;
	}

	@Override
	public void stop() {
		this.stopped = true;
		this.waiting.forEach((change) -> change.get().complete(null));
	}

	@Override
	public boolean isRunning() {
		return !this.stopped;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private static void send(TaskProgress progress, Notifications notifications) {
		Long current = progress.current();
		Long total = progress.total();
		if (current != null) {
			notifications.send(current, (total != null) ? total.doubleValue() : null, progress.message());
		}
	}

}
