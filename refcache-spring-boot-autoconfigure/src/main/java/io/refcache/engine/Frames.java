package io.refcache.engine;

import org.jspecify.annotations.Nullable;

/**
 * The bodies that run on top of each other on a thread.
 */
final class Frames {

	private static final ThreadLocal<@Nullable Frame> TOP = new ThreadLocal<>();

	private Frames() {
	}

	/**
	 * A body is about to run on this thread, on top of whatever does.
	 */
	static Frame push(Interruption interruption) {
		Frame below = TOP.get();
		Frame frame = new Frame(interruption, below, below != null && below.interruption.suspend());
		TOP.set(frame);
		return frame;
	}

	/**
	 * One body on a thread.
	 */
	static final class Frame {

		private final Interruption interruption;

		private final @Nullable Frame below;

		private final boolean belowInterrupted;

		private Frame(Interruption interruption, @Nullable Frame below, boolean belowInterrupted) {
			this.interruption = interruption;
			this.below = below;
			this.belowInterrupted = belowInterrupted;
		}

		/**
		 * The body has returned.
		 */
		void pop() {
			// Not removed if there is none: the next body would make an entry again.
			TOP.set(this.below);
			if (this.below != null) {
				this.below.interruption.resume(this.belowInterrupted);
			}
		}

	}

}
