package io.refcache.jackson;

import java.io.Writer;

/**
 * Takes characters up to a number of them; then it ends the writing with an exception.
 */
abstract class BoundedWriter extends Writer {

	private final long limit;

	private long length;

	private boolean full;

	BoundedWriter(long limit) {
		this.limit = limit;
	}

	/**
	 * Takes characters, of which there is at least one.
	 */
	abstract void take(char[] buffer, int offset, int length);

	/**
	 * Whether there was more than was taken.
	 */
	boolean isFull() {
		return this.full;
	}

	@Override
	public void write(char[] buffer, int offset, int length) {
		if (this.full) {
			return;
		}
		int taken = (int) Math.min(length, this.limit - this.length);
		this.length += taken;
		if (taken > 0) {
			take(buffer, offset, taken);
		}
		if (taken < length) {
			this.full = true;
			throw new FullException();
		}
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
	}

	/**
	 * Ends the writing. Who writes may wrap it, so that {@link #isFull()} is to be asked.
	 */
	private static final class FullException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		FullException() {
			super("The text is longer than it may be", null, false, false);
		}

	}

}
