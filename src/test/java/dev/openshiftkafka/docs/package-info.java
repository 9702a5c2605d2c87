/** Documents that tests hold to the truth. */
package dev.openshiftkafka.docs;
