/**
 * Parts of values that are too large to travel whole: an SPI that measures values, makes
 * previews of them, and turns their pages.
 * <p>
 * A {@link io.refcache.preview.PreviewGenerator} looks at a value once, in the unit of a
 * {@link io.refcache.preview.SizeMeasurer}. The {@link io.refcache.preview.MeasuredValue}
 * that it makes stays with the value, and gives a {@link io.refcache.preview.Preview} for
 * each reader.
 */
@NullMarked
package io.refcache.preview;

import org.jspecify.annotations.NullMarked;
