package io.refcache.store;

import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Identity of a reference: the name of a cache and 128 bits. Its text, {@code name:hex},
 * is made when it is first asked for. Ids have the order of their texts.
 *
 * @since 0.1.0
 */
public final class RefId implements Comparable<RefId> {

	private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*");

	private static final int HEX_DIGITS = 32;

	private static final HexFormat HEX = HexFormat.of();

	/** The name; from when it is first asked for the text, which begins with it. */
	private String text;

	private final long high;

	private final long low;

	public RefId(String name, long high, long low) {
		this.text = name;
		this.high = high;
		this.low = low;
	}

	/**
	 * Whether a text can be the name of a cache.
	 * @param name the text
	 * @return whether it is a letter followed by letters, digits, {@code _} and {@code -}
	 */
	public static boolean isName(String name) {
		return NAME.matcher(name).matches();
	}

	/**
	 * Reads an id of the given cache.
	 * @param name name of the cache
	 * @param text the text to read
	 * @return the id; {@code null} if the text is none, or one of another cache
	 */
	public static @Nullable RefId parse(String name, String text) {
		Objects.requireNonNull(text, "'refId' must not be null");
		int start = name.length() + 1;
		if (text.length() != start + HEX_DIGITS || !text.startsWith(name) || text.charAt(start - 1) != ':') {
			return null;
		}
		for (int i = start; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
				return null;
			}
		}
		int middle = start + HEX_DIGITS / 2;
		return new RefId(name, HexFormat.fromHexDigitsToLong(text, start, middle),
				HexFormat.fromHexDigitsToLong(text, middle, text.length()));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RefId that && this.high == that.high && this.low == that.low && hasNameOf(that);
	}

	@Override
	public int hashCode() {
		return (int) (this.low ^ (this.low >>> 32));
	}

	@Override
	public int compareTo(RefId other) {
		if (!hasNameOf(other)) {
			return newText().compareTo(other.newText());
		}
		int order = Long.compareUnsigned(this.high, other.high);
		return (order != 0) ? order : Long.compareUnsigned(this.low, other.low);
	}

	@Override
	public String toString() {
		String result = newText();
		if (this.text != result) {
			// Two threads may both make it; both make the same.
			this.text = result;
		}
		return result;
	}

	/**
	 * The text, without keeping it: for who asks once for that of an id which stays.
	 * @return the same as {@link #toString()}
	 */
	public String newText() {
		String known = this.text;
		if (nameLength(known) < known.length()) {
			return known;
		}
		StringBuilder result = new StringBuilder(known.length() + 1 + HEX_DIGITS).append(known).append(':');
		append(this.high, result);
		append(this.low, result);
		return result.toString();
	}

	private boolean hasNameOf(RefId other) {
		String one = this.text;
		String another = other.text;
		int length = nameLength(one);
		return length == nameLength(another) && one.regionMatches(0, another, 0, length);
	}

	/** A name has no colon. */
	private static int nameLength(String text) {
		int colon = text.length() - HEX_DIGITS - 1;
		return (colon >= 0 && text.charAt(colon) == ':') ? colon : text.length();
	}

	private static void append(long half, StringBuilder text) {
		for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
			text.append(HEX.toLowHexDigit((int) (half >>> shift)));
		}
	}

}
