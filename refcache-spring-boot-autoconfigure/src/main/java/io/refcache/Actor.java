package io.refcache;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Who calls: a user, an LLM agent, or the application itself.
 * <p>
 * An actor without an id is anonymous. Two anonymous actors are the same one only if they
 * share a session.
 *
 * @param type what it is
 * @param id its name, unique among actors of its type; {@code null} if it is anonymous
 * @param session the session that it acts in; {@code null} if there is none
 * @param attributes what else is known of it, such as {@value #ORG_ID}
 * @since 0.1.0
 */
public record Actor(Type type, @Nullable String id, @Nullable String session, Map<String, String> attributes) {

	/**
	 * Attribute that names the organisation of an actor.
	 */
	public static final String ORG_ID = "org_id";

	/**
	 * Attribute that names the tenant of an actor.
	 */
	public static final String TENANT_ID = "tenant_id";

	/**
	 * Attribute that names the client, such as an OAuth2 client, that an actor uses.
	 */
	public static final String CLIENT_ID = "client_id";

	/**
	 * The application's own code, which may do everything.
	 */
	public static final Actor SYSTEM = new Actor(Type.SYSTEM, "internal", null, Map.of());

	/**
	 * A user of whom nothing is known.
	 */
	public static final Actor ANONYMOUS = new Actor(Type.USER, null, null, Map.of());

	public Actor {
		Objects.requireNonNull(type, "'type' must not be null");
		if (id != null && id.isBlank()) {
			throw new IllegalArgumentException("'id' must not be empty: an anonymous actor has none");
		}
		if (session != null && session.isBlank()) {
			throw new IllegalArgumentException("'session' must not be empty: leave it out if there is none");
		}
		attributes = attributes.isEmpty() ? Map.of() : Map.copyOf(attributes);
	}

	/**
	 * A user without session and attributes.
	 * @param id its name
	 * @return the actor
	 */
	public static Actor user(String id) {
		return new Actor(Type.USER, Objects.requireNonNull(id), null, Map.of());
	}

	/**
	 * An agent without session and attributes.
	 * @param id its name
	 * @return the actor
	 */
	public static Actor agent(String id) {
		return new Actor(Type.AGENT, Objects.requireNonNull(id), null, Map.of());
	}

	/**
	 * The same actor in a session.
	 * @param session the session
	 * @return a new actor
	 */
	public Actor withSession(@Nullable String session) {
		return new Actor(this.type, this.id, session, this.attributes);
	}

	/**
	 * The same actor with other attributes.
	 * @param attributes what is known of it
	 * @return a new actor
	 */
	public Actor withAttributes(Map<String, String> attributes) {
		return new Actor(this.type, this.id, this.session, attributes);
	}

	/**
	 * Whether its name is not known.
	 * @return whether it has no id
	 */
	public boolean isAnonymous() {
		return this.id == null;
	}

	/**
	 * Whether it is the application itself.
	 * @return whether it may do everything
	 */
	public boolean isSystem() {
		return this.type == Type.SYSTEM;
	}

	/**
	 * Whether another actor is the same one, in whatever session; anonymous actors have
	 * nothing but their session to be told apart by.
	 * @param other the other actor
	 * @return whether they are one
	 */
	public boolean isSameAs(Actor other) {
		if (this.type != other.type || !Objects.equals(this.id, other.id)) {
			return false;
		}
		return this.id != null || (this.session != null && this.session.equals(other.session));
	}

	/**
	 * Type and id, as access policies write them: {@code user:alice}, or {@code user:*}
	 * if it is anonymous.
	 */
	@Override
	public String toString() {
		return this.type.text() + ":" + ((this.id != null) ? this.id : "*");
	}

	/**
	 * What an actor is.
	 *
	 * @since 0.1.0
	 */
	public enum Type {

		/**
		 * A person, or a program that acts for one.
		 */
		USER,

		/**
		 * An LLM agent.
		 */
		AGENT,

		/**
		 * The application's own code.
		 */
		SYSTEM;

		/**
		 * The name in policies and namespaces.
		 * @return the name in lower case
		 */
		public String text() {
			return switch (this) {
				case USER -> "user";
				case AGENT -> "agent";
				case SYSTEM -> "system";
			};
		}

	}

}
