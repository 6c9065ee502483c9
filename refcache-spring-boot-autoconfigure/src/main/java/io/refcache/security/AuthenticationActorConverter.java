package io.refcache.security;

import io.refcache.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * Tells who an authentication stands for. A bean of this type takes the place of the one
 * that knows the name, the authorities and a few claims.
 * <p>
 * It is asked on every call that is not open to everybody, only for an authentication
 * that is neither missing nor anonymous, and must not block. The session need not be set:
 * an actor without one gets that of the request.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AuthenticationActorConverter {

	/**
	 * Attribute with the names of the authorities, in order, with a comma between them.
	 */
	String AUTHORITIES = "authorities";

	/**
	 * Who it stands for.
	 * @param authentication an authentication of somebody known
	 * @return the actor; {@code null} if it stands for nobody in particular
	 */
	@Nullable Actor convert(Authentication authentication);

}
