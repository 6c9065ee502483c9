package io.refcache.access;

import java.util.ArrayList;
import java.util.List;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The identities that a namespace names. Its parts stand between colons; {@code user},
 * {@code agent}, {@code session}, {@code org} and {@code tenant} make a pair with the
 * part that follows, and an actor must match every pair: {@code org:acme:user:bob} is
 * bob's, of acme, and nobody else's. All other parts are open to everybody.
 *
 * @since 0.1.0
 */
public final class NamespacePairs {

	private static final List<String> KINDS = List.of("user", "agent", "session", "org", "tenant");

	private final List<Pair> pairs;

	private NamespacePairs(List<Pair> pairs) {
		this.pairs = pairs;
	}

	/**
	 * Reads a namespace.
	 * @param namespace the namespace
	 * @return its pairs
	 * @throws IllegalArgumentException if a pair has no id
	 */
	public static NamespacePairs of(String namespace) {
		String[] parts = namespace.split(":", -1);
		List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < parts.length; i++) {
			if (KINDS.contains(parts[i])) {
				String id = (i + 1 < parts.length) ? parts[i + 1] : "";
				if (id.isBlank()) {
					throw new IllegalArgumentException("Namespace '%s' says '%s' without an id: write '%s:<id>'"
						.formatted(namespace, parts[i], parts[i]));
				}
				pairs.add(new Pair(parts[i], id, id.indexOf('%') < 0 && !KINDS.contains(id)));
				i++;
			}
		}
		return new NamespacePairs(List.copyOf(pairs));
	}

	/**
	 * A namespace for readers who must not know whom it names.
	 * @param namespace the namespace
	 * @return the namespace with {@code *} for the id of each pair
	 */
	public static String mask(String namespace) {
		String[] parts = namespace.split(":", -1);
		for (int i = 0; i + 1 < parts.length; i++) {
			if (KINDS.contains(parts[i])) {
				parts[++i] = "*";
			}
		}
		return String.join(":", parts);
	}

	/**
	 * An id as it is written in a namespace: without the characters that tell parts from
	 * each other.
	 * @param id the id, whatever it is
	 * @return the id with {@code %} and {@code :} in percent encoding (RFC 3986), and the
	 * first character of one that would begin a pair
	 */
	public static String encode(String id) {
		if (KINDS.contains(id)) {
			return "%%%02X%s".formatted((int) id.charAt(0), id.substring(1));
		}
		return isPlain(id) ? id : id.replace("%", "%25").replace(":", "%3A").replace("{", "%7B").replace("}", "%7D");
	}

	private static boolean isPlain(String id) {
		for (int i = 0; i < id.length(); i++) {
			char c = id.charAt(i);
			if (c == '%' || c == ':' || c == '{' || c == '}') {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether it names nobody.
	 * @return whether everybody matches
	 */
	public boolean isEmpty() {
		return this.pairs.isEmpty();
	}

	/**
	 * Whether an actor matches every pair.
	 * @param actor the actor
	 * @return whether it does
	 */
	public boolean matches(Actor actor) {
		for (Pair pair : this.pairs) {
			if (!pair.matches(actor)) {
				return false;
			}
		}
		return true;
	}

	static String checkOwner(String owner) {
		if (of(owner).pairs.size() * 2 != owner.split(":", -1).length) {
			throw new IllegalArgumentException(
					"'%s' is no owner: write 'user:<id>', 'agent:<id>', 'session:<id>', 'org:<id>' or 'tenant:<id>'"
						.formatted(owner));
		}
		return owner;
	}

	/**
	 * A pair.
	 *
	 * @param kind what it names
	 * @param id the id as it is written in a namespace
	 * @param plain whether only the very same id is written like that
	 */
	private record Pair(String kind, String id, boolean plain) {

		boolean matches(Actor actor) {
			String actual = switch (this.kind) {
				case "user" -> (actor.type() == Actor.Type.USER) ? actor.id() : null;
				case "agent" -> (actor.type() == Actor.Type.AGENT) ? actor.id() : null;
				case "session" -> actor.session();
				case "org" -> actor.attributes().get(Actor.ORG_ID);
				default -> actor.attributes().get(Actor.TENANT_ID);
			};
			return equalsEncoded(actual);
		}

		private boolean equalsEncoded(@Nullable String actual) {
			return actual != null && (this.plain ? actual : encode(actual)).equals(this.id);
		}

	}

}
