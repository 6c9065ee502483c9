package io.refcache.engine;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

import io.refcache.store.RefId;

/**
 * The one source of random ids and tokens.
 */
final class IdSource {

	private static final int ID_BYTES = 24;

	/** Each draw costs as much as some hundred bytes do. */
	private static final int IDS_PER_DRAW = 16;

	private final String name;

	private final SecureRandom random = new SecureRandom();

	private final Object lock = new Object();

	/** Random bytes that nobody has got yet. */
	private final ByteBuffer drawn = ByteBuffer.allocate(IDS_PER_DRAW * ID_BYTES).limit(0);

	private final String node;

	IdSource(String name) {
		this.name = name;
		this.node = HexFormat.of().toHexDigits(this.random.nextLong());
	}

	/**
	 * The id of this node, new for each start.
	 */
	String node() {
		return this.node;
	}

	Ids next() {
		synchronized (this.lock) {
			if (this.drawn.remaining() < ID_BYTES) {
				this.random.nextBytes(this.drawn.array());
				this.drawn.clear();
			}
			return new Ids(new RefId(this.name, this.drawn.getLong(), this.drawn.getLong()), this.drawn.getLong());
		}
	}

	/**
	 * The token of another run.
	 */
	long token() {
		return this.random.nextLong();
	}

	String errorId() {
		return HexFormat.of().toHexDigits(this.random.nextInt());
	}

	/**
	 * The id of a reference with the token of its first run.
	 */
	record Ids(RefId refId, long run) {

	}

}
