package io.refcache.jackson;

import java.nio.CharBuffer;
import java.util.Arrays;

import io.refcache.preview.SizeMeasurer;

/**
 * Measures what is written, in pieces, and keeps none of it. Of a long text most pieces
 * are not looked at: those that are stand for them.
 */
final class SizeGauge extends BoundedWriter {

	/** Characters that are measured at once. */
	static final int PIECE = 1 << 14;

	/** Pieces at the beginning that are all measured. */
	static final int EXACT_PIECES = 8;

	/** How many of the later pieces there are for one that is measured. */
	static final int STRIDE = 64;

	private final SizeMeasurer measurer;

	/** Grows to the size of a piece: most texts are short. */
	private char[] piece = {};

	private int filled;

	private long pieces;

	private long exact;

	private long sampled;

	private long sampledPieces;

	private long laterPieces;

	private long bytes;

	private char first;

	SizeGauge(SizeMeasurer measurer, long limit) {
		super(limit);
		this.measurer = measurer;
	}

	/**
	 * The size of a text, measured in the same way.
	 */
	static long measure(SizeMeasurer measurer, String text) {
		if (text.length() <= PIECE) {
			return measurer.measure(text);
		}
		SizeGauge gauge = new SizeGauge(measurer, Long.MAX_VALUE);
		gauge.write(text.toCharArray(), 0, text.length());
		return gauge.size();
	}

	/**
	 * Whether a text is no larger than it may be. Of one that is much larger only the
	 * beginning is looked at.
	 */
	static boolean fits(SizeMeasurer measurer, String text, int maxSize) {
		if (text.length() > PIECE) {
			int end = Character.isHighSurrogate(text.charAt(PIECE - 1)) ? PIECE - 1 : PIECE;
			if (measurer.measure(CharBuffer.wrap(text, 0, end)) > maxSize) {
				return false;
			}
		}
		return measure(measurer, text) <= maxSize;
	}

	@Override
	void take(char[] buffer, int offset, int length) {
		if (this.pieces == 0 && this.filled == 0) {
			this.first = buffer[offset];
		}
		int from = offset;
		int left = length;
		while (left > 0) {
			int part = Math.min(left, PIECE - this.filled);
			makeRoom(this.filled + part);
			System.arraycopy(buffer, from, this.piece, this.filled, part);
			this.filled += part;
			from += part;
			left -= part;
			if (this.filled == PIECE && left > 0) {
				endPiece();
			}
		}
		this.bytes += utf8(buffer, offset, length);
	}

	private void makeRoom(int length) {
		if (length > this.piece.length) {
			this.piece = Arrays.copyOf(this.piece, Math.min(PIECE, Math.max(length, 2 * this.piece.length)));
		}
	}

	/**
	 * The size of what was written, after which nothing more is.
	 */
	long size() {
		long last = (this.filled > 0) ? measure(this.filled) : 0;
		this.filled = 0;
		this.exact += last;
		long later = (this.sampledPieces > 0)
				? Math.round(this.sampled * ((double) this.laterPieces / this.sampledPieces)) : 0;
		return this.exact + later;
	}

	/**
	 * The number of bytes in UTF-8.
	 */
	long bytes() {
		return this.bytes;
	}

	/**
	 * The first character; 0 if there is none.
	 */
	char first() {
		return this.first;
	}

	private void endPiece() {
		// A pair of surrogates stays together.
		int end = Character.isHighSurrogate(this.piece[PIECE - 1]) ? PIECE - 1 : PIECE;
		if (this.pieces < EXACT_PIECES) {
			this.exact += measure(end);
		}
		else {
			if ((this.pieces - EXACT_PIECES) % STRIDE == 0) {
				this.sampled += measure(end);
				this.sampledPieces++;
			}
			this.laterPieces++;
		}
		this.pieces++;
		this.piece[0] = this.piece[PIECE - 1];
		this.filled = PIECE - end;
	}

	private long measure(int end) {
		return this.measurer.measure(CharBuffer.wrap(this.piece, 0, end));
	}

	private static long utf8(char[] buffer, int offset, int length) {
		long bytes = length;
		for (int i = offset; i < offset + length; i++) {
			char character = buffer[i];
			if (character >= 0x80) {
				bytes += (character < 0x800 || Character.isSurrogate(character)) ? 1 : 2;
			}
		}
		return bytes;
	}

}
