package io.refcache.context;

import java.util.TimeZone;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.i18n.LocaleContextThreadLocalAccessor;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.context.i18n.SimpleTimeZoneAwareLocaleContext;
import org.springframework.context.i18n.TimeZoneAwareLocaleContext;

/**
 * Carries locale and time zone. They are read at once: Spring MVC's own context asks the
 * request each time, which is another one's when a run goes on after its answer.
 */
final class LocaleAccessor implements CopyingAccessor<LocaleContext> {

	@Override
	public Object key() {
		return LocaleContextThreadLocalAccessor.KEY;
	}

	@Override
	public @Nullable LocaleContext getValue() {
		return LocaleContextHolder.getLocaleContext();
	}

	@Override
	public @Nullable LocaleContext copy() {
		LocaleContext original = getValue();
		if (original instanceof TimeZoneAwareLocaleContext zoned) {
			TimeZone timeZone = zoned.getTimeZone();
			return new SimpleTimeZoneAwareLocaleContext(zoned.getLocale(), timeZone);
		}
		return (original != null) ? new SimpleLocaleContext(original.getLocale()) : null;
	}

	@Override
	public void setValue(LocaleContext value) {
		LocaleContextHolder.setLocaleContext(value);
	}

	@Override
	public void setValue() {
		LocaleContextHolder.resetLocaleContext();
	}

}
