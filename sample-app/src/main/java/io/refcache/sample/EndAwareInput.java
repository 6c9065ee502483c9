package io.refcache.sample;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An input whose end is told: whoever wrote to it has gone.
 */
class EndAwareInput extends FilterInputStream {

	private final Runnable listener;

	EndAwareInput(InputStream input, Runnable listener) {
		super(input);
		this.listener = listener;
	}

	@Override
	public int read() throws IOException {
		return told(super.read());
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		return told(super.read(bytes, offset, length));
	}

	private int told(int read) {
		if (read < 0) {
			this.listener.run();
		}
		return read;
	}

}
