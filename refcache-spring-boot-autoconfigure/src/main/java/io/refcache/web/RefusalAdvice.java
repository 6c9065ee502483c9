package io.refcache.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers for controllers that were refused something, or whose task came to a bad end.
 * It comes last: an application that knows better has its own say.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class RefusalAdvice extends Refusals {

	RefusalAdvice(boolean includeMessage) {
		super(includeMessage);
	}

}
