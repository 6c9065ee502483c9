package io.refcache.context;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Carries who is logged in. The context that a body finds is always one of its own with
 * the caller's authentication: neither a logout nor another run can change it.
 */
final class SecurityContextAccessor implements CopyingAccessor<SecurityContext> {

	/** The key of Spring Security's accessor, whose place this one takes. */
	@Override
	public Object key() {
		return SecurityContext.class.getName();
	}

	@Override
	public SecurityContext getValue() {
		return SecurityContextHolder.getContext();
	}

	@Override
	public @Nullable SecurityContext copy() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? contextOf(authentication) : null;
	}

	@Override
	public void setValue(SecurityContext value) {
		SecurityContextHolder.setContext(contextOf(value.getAuthentication()));
	}

	@Override
	public void setValue() {
		SecurityContextHolder.clearContext();
	}

	@Override
	public void restore(SecurityContext previous) {
		SecurityContextHolder.setContext(previous);
	}

	private static SecurityContext contextOf(@Nullable Authentication authentication) {
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		return context;
	}

}
