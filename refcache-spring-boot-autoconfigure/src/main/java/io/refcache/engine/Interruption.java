package io.refcache.engine;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The handshake by which a run is interrupted: an interrupt reaches the thread while the
 * body runs, or not at all, and never the thread's next work.
 */
final class Interruption {

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.QUEUED);

	private volatile @Nullable Thread thread;

	/**
	 * The body is about to start on this thread.
	 * @return {@code false} if it must not
	 */
	boolean enter() {
		this.thread = Thread.currentThread();
		return this.phase.compareAndSet(Phase.QUEUED, Phase.RUNNING);
	}

	/**
	 * The body has returned on this thread. An interrupt that was sent through this is
	 * cleared, one from elsewhere is not.
	 * @return whether an interrupt was sent
	 */
	boolean exit() {
		if (this.phase.compareAndSet(Phase.RUNNING, Phase.DONE)) {
			this.thread = null;
			return false;
		}
		// The other thread is between its two steps, in which nothing can hold it up.
		while (this.phase.get() == Phase.INTERRUPTING) {
			Thread.onSpinWait();
		}
		Thread.interrupted();
		this.thread = null;
		return true;
	}

	/**
	 * Stops the body.
	 * @return whether it had not started, and will not
	 */
	boolean interrupt() {
		if (this.phase.compareAndSet(Phase.QUEUED, Phase.DONE)) {
			return true;
		}
		if (this.phase.compareAndSet(Phase.RUNNING, Phase.INTERRUPTING)) {
			try {
				// The body's thread cannot leave before the next phase.
				Thread target = this.thread;
				if (target != null) {
					target.interrupt();
				}
			}
			finally {
				this.phase.set(Phase.INTERRUPTED);
			}
		}
		return false;
	}

	private enum Phase {

		QUEUED, RUNNING, INTERRUPTING, INTERRUPTED, DONE

	}

}
