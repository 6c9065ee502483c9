package io.refcache.engine;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The handshake by which a body is interrupted: an interrupt reaches the thread while the
 * body runs, or not at all, and never the thread's next work. While another body runs on
 * top of it on the same thread, the interrupt waits.
 */
final class Interruption {

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.QUEUED);

	private volatile @Nullable Thread thread;

	/**
	 * The body is about to start on this thread.
	 * @return {@code false} if it must not
	 */
	boolean enter() {
		// Two threads may try: the executor's, and one that a slot was lent to.
		if (!this.phase.compareAndSet(Phase.QUEUED, Phase.ENTERING)) {
			return false;
		}
		this.thread = Thread.currentThread();
		this.phase.set(Phase.RUNNING);
		return true;
	}

	/**
	 * The body has returned on this thread. An interrupt that was sent through this is
	 * cleared, one from elsewhere is not.
	 * @return whether it was to be interrupted
	 */
	boolean exit() {
		boolean interrupted = !this.phase.compareAndSet(Phase.RUNNING, Phase.DONE);
		if (interrupted) {
			awaitInterrupt();
			Thread.interrupted();
			this.phase.set(Phase.DONE);
		}
		this.thread = null;
		return interrupted;
	}

	/**
	 * Another body is about to run on top of this one, on this thread.
	 * @return whether the thread had been interrupted for this body, which is now taken
	 * from it
	 */
	boolean suspend() {
		if (this.phase.compareAndSet(Phase.RUNNING, Phase.SUSPENDED)) {
			return false;
		}
		awaitInterrupt();
		return Thread.interrupted();
	}

	/**
	 * This body goes on, on this thread.
	 * @param interrupted what {@link #suspend()} returned
	 */
	void resume(boolean interrupted) {
		boolean deferred = !this.phase.compareAndSet(Phase.SUSPENDED, Phase.RUNNING)
				&& this.phase.compareAndSet(Phase.DEFERRED, Phase.INTERRUPTED);
		if (deferred || interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Stops the body.
	 * @return whether it had not started, and will not
	 */
	boolean interrupt() {
		while (true) {
			Phase current = this.phase.get();
			switch (current) {
				case QUEUED -> {
					if (this.phase.compareAndSet(Phase.QUEUED, Phase.DONE)) {
						return true;
					}
				}
				case ENTERING -> Thread.onSpinWait();
				case RUNNING -> {
					if (this.phase.compareAndSet(Phase.RUNNING, Phase.INTERRUPTING)) {
						interruptThread();
						return false;
					}
				}
				case SUSPENDED -> {
					if (this.phase.compareAndSet(Phase.SUSPENDED, Phase.DEFERRED)) {
						return false;
					}
				}
				case INTERRUPTING, INTERRUPTED, DEFERRED, DONE -> {
					return false;
				}
			}
		}
	}

	/**
	 * Whether the body could still start.
	 */
	boolean isQueued() {
		return this.phase.get() == Phase.QUEUED;
	}

	/**
	 * Whether the body has started, and has not returned.
	 */
	boolean isExecuting() {
		Phase current = this.phase.get();
		return current != Phase.QUEUED && current != Phase.DONE;
	}

	private void interruptThread() {
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

	/** The other thread is between its two steps, in which nothing can hold it up. */
	private void awaitInterrupt() {
		while (this.phase.get() == Phase.INTERRUPTING) {
			Thread.onSpinWait();
		}
	}

	private enum Phase {

		QUEUED, ENTERING, RUNNING, SUSPENDED, INTERRUPTING, INTERRUPTED, DEFERRED, DONE

	}

}
