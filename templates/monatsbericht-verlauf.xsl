<?xml version="1.0" encoding="UTF-8"?>
<!--
  Aus dem Monatsbericht (monatsbericht.xsl): der Vergleich mit Vormonat und Vorjahr in Abschnitt 2, und Abschnitt 3, der
  Verlauf mit der Bewegung seit dem Vormonat. Hier wird nicht gerechnet.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- um: was sich gegen den Vormonat verändert hat; nichts, wo es keinen gibt -->
  <xsl:template name="kennzahl-veraenderung">
    <xsl:param name="um"/>
    <xsl:if test="$um/@richtung">
      <xsl:attribute name="change">
        <xsl:choose>
          <xsl:when test="$um/@richtung = 'auf'">up</xsl:when>
          <xsl:when test="$um/@richtung = 'ab'">down</xsl:when>
          <xsl:otherwise>same</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:attribute name="change-text"><xsl:value-of select="$um/@text"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- Jede Zahl gegen den Vormonat und den gleichen Monat des Vorjahres -->
  <xsl:template name="vergleiche">
    <xsl:if test="$vormonat or $vorjahr">
    <table caption="Vergleich mit dem Vormonat und dem gleichen Monat des Vorjahres" caption-hidden="yes">
      <col weight="1"/>
      <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
      <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
      <col align="right" number="yes"/>
      <head>
        <row>
          <cell header="yes">Veränderung</cell><cell header="yes">in&#xA0;Betreuung</cell><cell header="yes">Quote</cell>
          <cell header="yes">überfällig</cell><cell header="yes">ohne&#xA0;Kontakt</cell><cell header="yes">bald&#xA0;fällig</cell>
          <cell header="yes">ausgenommen</cell><cell header="yes">unklar</cell>
        </row>
      </head>
      <body>
        <xsl:apply-templates select="$vormonat | $vorjahr" mode="vergleich"/>
      </body>
    </table>
    </xsl:if>
    <xsl:variable name="dazu">
      <xsl:if test="$b/satz[@zu = 'umfang']"><xsl:value-of select="$b/satz[@zu = 'umfang']/kern"/><xsl:text> </xsl:text></xsl:if>
      <xsl:if test="$verlauf">
        <xsl:call-template name="kein-vergleich"><xsl:with-param name="vergleich" select="$vormonat"/><xsl:with-param name="punkt" select="$verlauf/punkt[12]"/><xsl:with-param name="womit">dem Vormonat</xsl:with-param></xsl:call-template>
        <xsl:call-template name="kein-vergleich"><xsl:with-param name="vergleich" select="$vorjahr"/><xsl:with-param name="punkt" select="$verlauf/punkt[1]"/><xsl:with-param name="womit">dem Vorjahr</xsl:with-param></xsl:call-template>
      </xsl:if>
      <xsl:if test="$alle/urteil[@code = 'unklar']/@wert = 1 and not($ohne-vermerk)">Wäre der eine unklare Fall überfällig, läge die Quote bei <xsl:value-of select="$alle/quote-unklar/@text"/>. </xsl:if>
      <xsl:if test="$alle/urteil[@code = 'unklar']/@wert &gt; 1 and not($ohne-vermerk)">Wären alle unklaren Fälle überfällig, läge die Quote bei <xsl:value-of select="$alle/quote-unklar/@text"/>. </xsl:if>
      <xsl:if test="$alle/quote-sichtbar/@prozent">Ohne Gespräche der <xsl:value-of select="$regelwerk/zaehlung/partner-ungesehen"/>, die das Controlling nicht sieht, läge die Quote bei <xsl:value-of select="$alle/quote-sichtbar/@text"/>. </xsl:if>
    </xsl:variable>
    <xsl:if test="string($dazu) != ''"><para style="small"><xsl:value-of select="$dazu"/></para></xsl:if>
  </xsl:template>

  <xsl:template name="kein-vergleich">
    <xsl:param name="vergleich"/>
    <xsl:param name="punkt"/>
    <xsl:param name="womit"/>
    <xsl:choose>
      <xsl:when test="$vergleich"/>
      <xsl:when test="$verlauf/@verglichen = 'nein' and $womit = 'dem Vormonat'">Mit früheren Monaten wird nicht verglichen: Die Exporte tragen es nicht. </xsl:when>
      <xsl:when test="$verlauf/@verglichen = 'nein'"/>
      <xsl:when test="not($verlauf/aeltester-vermerk)">Mit <xsl:value-of select="$womit"/> lässt sich nicht vergleichen: Es gibt keinen Vermerk, der zählen könnte. </xsl:when>
      <xsl:when test="$punkt/kunden/@wert = 0">Mit <xsl:value-of select="$womit"/> lässt sich nicht vergleichen: Am <xsl:value-of select="$punkt/@tag-text"/> war niemand in Betreuung. </xsl:when>
      <xsl:otherwise>Mit <xsl:value-of select="$womit"/> lässt sich nicht vergleichen: Der älteste Vermerk ist erst vom <xsl:value-of select="$verlauf/aeltester-vermerk/@tag-text"/>. </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="vergleich" mode="vergleich">
    <row>
      <cell header="yes">
        <xsl:choose>
          <xsl:when test="@zu = 'vormonat'">zum Vormonat</xsl:when>
          <xsl:otherwise>zum Vorjahr</xsl:otherwise>
        </xsl:choose>
        <muted> (<xsl:value-of select="@name"/>)</muted>
      </cell>
      <cell><xsl:value-of select="kunden/@text"/></cell>
      <cell>
        <xsl:choose>
          <xsl:when test="quote/@text"><xsl:value-of select="quote/@text"/></xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </cell>
      <cell><xsl:value-of select="urteil[@code = 'ueberfaellig']/@text"/></cell>
      <cell><xsl:value-of select="urteil[@code = 'nie']/@text"/></cell>
      <cell><xsl:value-of select="urteil[@code = 'faellig']/@text"/></cell>
      <cell><xsl:value-of select="urteil[@code = 'ausgenommen']/@text"/></cell>
      <cell><xsl:value-of select="urteil[@code = 'unklar']/@text"/></cell>
    </row>
  </xsl:template>

  <!-- 3 Verlauf: das Bild vorn, seine Zahlen und die Bewegung hinter den Teams -->
  <xsl:template name="verlauf">
    <xsl:if test="$verlauf/punkt/quote/@prozent">
      <section id="verlauf">
        <heading><xsl:value-of select="$verlauf/ueberschrift"/></heading>
        <subline>
          <xsl:text>Quote am letzten Tag des Monats</xsl:text>
          <xsl:if test="$verlauf/punkt[13]/@kurz != $verlauf/punkt[1]/@kurz">, zuletzt am <xsl:value-of select="$lauf/stichtag/@text"/></xsl:if>
          <xsl:text>, in Prozent der Bewerteten</xsl:text>
          <xsl:if test="$verlauf/zielquote">; gestrichelt: Zielquote <xsl:value-of select="$verlauf/zielquote/@text"/></xsl:if>
          <xsl:text>; </xsl:text>
          <link to="verlauf-zahlen">alle Zahlen</link>
        </subline>
        <chart kind="line" unit="%">
          <series name="Quote">
            <xsl:for-each select="$verlauf/punkt">
              <point label="{@kurz}" value="{quote/@prozent}" text="{quote/@text}">
                <xsl:if test="position() = 1 or @monat = 1"><xsl:attribute name="sublabel"><xsl:value-of select="@jahr"/></xsl:attribute></xsl:if>
              </point>
            </xsl:for-each>
          </series>
          <xsl:if test="$verlauf/zielquote"><target value="{$verlauf/zielquote/@prozent}" label="Ziel {$verlauf/zielquote/@text}"/></xsl:if>
        </chart>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="verlauf-zahlen">
    <section id="verlauf-zahlen">
      <heading>Der Verlauf in Zahlen</heading>
      <xsl:choose>
        <xsl:when test="not($verlauf)"><para>Ein Verlauf wurde nicht berechnet.</para></xsl:when>
        <xsl:when test="not($verlauf/punkt/kunden[@wert &gt; 0 or @verborgen])"><para>An keinem der Tage war jemand in Betreuung.</para></xsl:when>
        <xsl:otherwise><xsl:call-template name="verlauf-tabelle"/></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- Spalten wie bei den Teams: was in keinem Monat vorkommt, fehlt, außer den vier Urteilen der Quote. -->
  <xsl:template name="verlauf-tabelle">
    <xsl:variable name="spalten" select="$verlauf/punkt[1]/urteil[@code = $verlauf/punkt/urteil[@wert &gt; 0 or @verborgen]/@code or @code = 'erfuellt' or @code = 'faellig' or @code = 'ueberfaellig' or @code = 'nie']"/>
    <xsl:variable name="damals" select="boolean($verlauf/punkt[damals/@text != quote/@text])"/>
    <subline>
      <xsl:text>Kund*innen nach Urteil am letzten Tag des Monats</xsl:text>
      <xsl:if test="$ist-team">, die an dem Tag zu diesem Team gehörten</xsl:if>
      <xsl:if test="$damals">; damals: Quote ohne die Vermerke, die erst später erfasst wurden</xsl:if>
    </subline>
    <table caption="Verlauf nach Urteil" caption-hidden="yes">
      <col weight="1"/>
      <col align="right" number="yes"/>
      <xsl:for-each select="$spalten"><col align="right" number="yes"/></xsl:for-each>
      <col align="right" number="yes"/>
      <xsl:if test="$damals"><col align="right" number="yes"/></xsl:if>
      <head>
        <row>
          <cell header="yes">Monat</cell>
          <cell header="yes">gesamt</cell>
          <xsl:for-each select="$spalten">
            <xsl:sort select="position()" data-type="number" order="descending"/>
            <cell header="yes"><xsl:apply-templates select="." mode="spalte"/></cell>
          </xsl:for-each>
          <cell header="yes">Quote</cell>
          <xsl:if test="$damals"><cell header="yes">damals</cell></xsl:if>
        </row>
      </head>
      <body>
        <xsl:for-each select="$verlauf/punkt[position() &lt; 13]">
          <row>
            <cell header="yes">
              <xsl:value-of select="@name"/>
              <xsl:if test="archiv/@abweichend = 'ja'"><noteref to="archiv-{@jahr}-{@monat}"/></xsl:if>
              <xsl:if test="@vermerke = 'nein'"><muted><xsl:choose><xsl:when test="translate(@tag, '-', '') &lt; translate($verlauf/aeltester-vermerk/@tag, '-', '')"> · vor dem ältesten Vermerk</xsl:when><xsl:otherwise> · Vermerke tragen keine Quote</xsl:otherwise></xsl:choose></muted></xsl:if>
            </cell>
            <xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template>
            <xsl:if test="$damals"><xsl:call-template name="damals"/></xsl:if>
          </row>
        </xsl:for-each>
      </body>
      <foot>
        <xsl:for-each select="$verlauf/punkt[13]">
          <row strong="yes">
            <cell header="yes"><xsl:value-of select="@name"/></cell>
            <xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template>
            <xsl:if test="$damals"><xsl:call-template name="damals"/></xsl:if>
          </row>
        </xsl:for-each>
      </foot>
      <xsl:for-each select="$verlauf/punkt/archiv[@abweichend = 'ja']">
        <footnote id="archiv-{../@jahr}-{../@monat}"><xsl:value-of select="unterschied"/></footnote>
      </xsl:for-each>
    </table>
    <xsl:call-template name="legende"><xsl:with-param name="in" select="$verlauf/punkt/kunden | $verlauf/punkt/urteil | $verlauf/punkt/quote"/></xsl:call-template>
    <para style="small">
      <xsl:text>Alle Monate sind mit denselben Exporten und demselben Regelwerk berechnet. Wer in den Exporten nicht mehr steht, fehlt auch in früheren Monaten.</xsl:text>
      <xsl:call-template name="archiv-dazu"/>
      <xsl:if test="$verlauf/aeltester-vermerk"> Der älteste Vermerk ist vom <xsl:value-of select="$verlauf/aeltester-vermerk/@tag-text"/>.</xsl:if>
      <xsl:if test="$verlauf/punkt/damals"><xsl:choose>
        <xsl:when test="$damals"><xsl:if test="$verlauf/punkt[damals/@text = quote/@text]"> „gleich“: Später erfasste Vermerke ändern die gezeigte Quote nicht.</xsl:if></xsl:when>
        <xsl:otherwise> Später erfasste Vermerke ändern die gezeigte Quote in keinem Monat.</xsl:otherwise>
      </xsl:choose></xsl:if>
    </para>
  </xsl:template>

  <!-- Was archivierte Läufe zu den Monaten sagen: wo sie abweichen, steht es als Fußnote. -->
  <xsl:template name="archiv-dazu">
    <xsl:variable name="archiv" select="$verlauf/punkt/archiv"/>
    <xsl:variable name="gleich" select="count($archiv[@abweichend = 'nein'])"/>
    <xsl:choose>
      <xsl:when test="not($archiv)"/>
      <xsl:when test="count($archiv) = 1 and $gleich = 1"> Zu <xsl:value-of select="$archiv/../@name"/> liegt ein archivierter Lauf vor; er stimmt damit überein.</xsl:when>
      <xsl:when test="count($archiv) = 1"> Zu <xsl:value-of select="$archiv/../@name"/> liegt ein archivierter Lauf vor; er weicht ab (Fußnote).</xsl:when>
      <xsl:when test="$gleich = count($archiv)"> Zu <xsl:value-of select="count($archiv)"/> Monaten liegen archivierte Läufe vor; sie stimmen damit überein.</xsl:when>
      <xsl:when test="$gleich = 0"> Zu <xsl:value-of select="count($archiv)"/> Monaten liegen archivierte Läufe vor; sie weichen ab (Fußnoten).</xsl:when>
      <xsl:otherwise> Zu <xsl:value-of select="count($archiv)"/> Monaten liegen archivierte Läufe vor; wo einer abweicht, steht es als Fußnote.</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Kleine Bilder, alle auf derselben Achse; bei einem Team gibt es nichts nebeneinander zu stellen. -->
  <xsl:template name="verlauf-teams">
    <xsl:variable name="teams" select="$b/verlaeufe/verlauf[punkt/quote[@prozent or @verborgen]]"/>
    <xsl:if test="count($teams[punkt/quote/@prozent]) &gt; 1 and count($teams) &lt; 61">
      <section id="verlauf-teams">
        <heading>Der Verlauf je Team</heading>
        <subline>Quote am letzten Tag des Monats, <xsl:value-of select="$verlauf/punkt[1]/@name"/> bis <xsl:value-of select="$verlauf/punkt[13]/@name"/>, in Prozent der Bewerteten; alle Bilder auf derselben Achse, in der Folge der Teams</subline>
        <chart kind="multiples" unit="%">
          <xsl:for-each select="$teams[punkt/quote/@prozent]">
            <series name="{@name}">
              <xsl:for-each select="punkt">
                <point label="{@kurz}" value="{quote/@prozent}" text="{quote/@text}">
                  <xsl:if test="position() = 1 or @monat = 1"><xsl:attribute name="sublabel"><xsl:value-of select="@jahr"/></xsl:attribute></xsl:if>
                </point>
              </xsl:for-each>
            </series>
          </xsl:for-each>
          <xsl:if test="$verlauf/zielquote"><target value="{$verlauf/zielquote/@prozent}" label="Ziel {$verlauf/zielquote/@text}"/></xsl:if>
        </chart>
        <xsl:call-template name="verlauf-teams-zahlen"><xsl:with-param name="teams" select="$teams"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Jedes Bild hat seine Zahlen: die Quoten aller Monate -->
  <xsl:template name="verlauf-teams-zahlen">
    <xsl:param name="teams"/>
    <table caption="Quote je Team und Monat, in Prozent" caption-hidden="yes">
      <col weight="1"/>
      <xsl:for-each select="$verlauf/punkt"><col align="right" number="yes"/></xsl:for-each>
      <head>
        <row>
          <cell header="yes">Team</cell>
          <xsl:for-each select="$verlauf/punkt"><cell header="yes"><xsl:value-of select="@kurz"/></cell></xsl:for-each>
        </row>
      </head>
      <body>
        <xsl:for-each select="$teams">
          <row>
            <cell header="yes"><xsl:value-of select="@name"/></cell>
            <xsl:for-each select="punkt"><cell><xsl:value-of select="substring-before(concat(quote/@text, '&#xA0;%'), '&#xA0;%')"/></cell></xsl:for-each>
          </row>
        </xsl:for-each>
      </body>
      <foot>
        <row strong="yes">
          <cell header="yes">Jobcenter</cell>
          <xsl:for-each select="$verlauf/punkt"><cell><xsl:value-of select="substring-before(concat(quote/@text, '&#xA0;%'), '&#xA0;%')"/></cell></xsl:for-each>
        </row>
      </foot>
    </table>
    <xsl:call-template name="legende"><xsl:with-param name="in" select="$teams/punkt/quote | $verlauf/punkt/quote"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="damals">
    <cell>
      <xsl:choose>
        <xsl:when test="not(damals)"><muted>–</muted></xsl:when>
        <xsl:when test="damals/@text = quote/@text"><muted>gleich</muted></xsl:when>
        <xsl:otherwise><xsl:value-of select="damals/@text"/></xsl:otherwise>
      </xsl:choose>
    </cell>
  </xsl:template>

  <!-- Was die Quote seit dem Vormonat bewegt hat, bis zur letzten Person -->
  <xsl:template name="bewegung">
    <xsl:variable name="bewegung" select="$verlauf/bewegung"/>
    <xsl:if test="$verlauf and not($bewegung)">
      <section id="bewegung">
        <heading>Bewegung seit dem Vormonat</heading>
        <xsl:choose>
          <xsl:when test="$verlauf/bewegung-verborgen"><xsl:call-template name="verborgen"><xsl:with-param name="was">Die Bewegung ist</xsl:with-param></xsl:call-template></xsl:when>
          <xsl:otherwise><para><xsl:call-template name="kein-vergleich"><xsl:with-param name="punkt" select="$verlauf/punkt[12]"/><xsl:with-param name="womit">dem Vormonat</xsl:with-param></xsl:call-template></para></xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
    <xsl:if test="$bewegung">
      <section id="bewegung">
        <heading><xsl:value-of select="$bewegung/ueberschrift"/></heading>
        <subline>Was die Quote vom <xsl:value-of select="$bewegung/@von-text"/> bis zum <xsl:value-of select="$bewegung/@bis-text"/> bewegt hat, in Kund*innen; Quote = im Rhythmus / bewertet</subline>
        <xsl:if test="$bewegung/erklaerung"><para><xsl:value-of select="$bewegung/erklaerung"/></para></xsl:if>
        <xsl:call-template name="ursachen"><xsl:with-param name="bewegung" select="$bewegung"/></xsl:call-template>
        <xsl:call-template name="schritte"><xsl:with-param name="bewegung" select="$bewegung"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="ursachen">
    <xsl:param name="bewegung"/>
    <table caption="Ursachen der Veränderung" caption-hidden="yes">
      <col weight="1"/><col weight="1"/>
      <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
      <col align="right" number="yes"/>
      <head>
        <row>
          <cell header="yes">Ursache</cell><cell header="yes">Wechsel</cell><cell header="yes">Kund*innen</cell>
          <cell header="yes">im Rhythmus</cell><cell header="yes">bewertet</cell><cell header="yes">Quote</cell>
        </row>
      </head>
      <body>
        <xsl:for-each select="$verlauf/punkt[12]">
          <row strong="yes">
            <cell header="yes" colspan="2"><xsl:value-of select="@tag-text"/></cell><cell/>
            <cell><xsl:value-of select="quote/@zaehler-text"/></cell>
            <cell><xsl:value-of select="quote/@nenner-text"/></cell>
            <cell><xsl:value-of select="quote/@text"/></cell>
          </row>
        </xsl:for-each>
        <xsl:for-each select="$bewegung/ursache">
          <row>
            <cell header="yes"><xsl:value-of select="@name"/></cell>
            <cell><xsl:value-of select="@weg"/></cell>
            <cell><xsl:value-of select="@text"/></cell>
            <cell><xsl:value-of select="@zaehler-text"/></cell>
            <cell><xsl:value-of select="@nenner-text"/></cell>
            <cell/>
          </row>
        </xsl:for-each>
      </body>
      <foot>
        <xsl:for-each select="$verlauf/punkt[13]">
          <row strong="yes">
            <cell header="yes" colspan="2"><xsl:value-of select="@tag-text"/></cell><cell/>
            <cell><xsl:value-of select="quote/@zaehler-text"/></cell>
            <cell><xsl:value-of select="quote/@nenner-text"/></cell>
            <cell><xsl:value-of select="quote/@text"/></cell>
          </row>
        </xsl:for-each>
      </foot>
    </table>
    <xsl:call-template name="legende"><xsl:with-param name="in" select="$bewegung/ursache"/></xsl:call-template>
  </xsl:template>

  <!-- Zeilen: wo jemand war; Spalten: wo er oder sie ist -->
  <xsl:template name="schritte">
    <xsl:param name="bewegung"/>
    <xsl:variable name="nach" select="$bewegung/platz[@jetzt &gt; 0 or @jetzt-text = $zeichen]"/>
    <table caption="Urteil am {$bewegung/@von-text} (Zeilen) und am {$bewegung/@bis-text} (Spalten); fett: unverändert">
      <col weight="1"/>
      <xsl:for-each select="$nach"><col align="right" number="yes"/></xsl:for-each>
      <col align="right" number="yes"/>
      <head>
        <row>
          <cell header="yes">war</cell>
          <xsl:for-each select="$nach"><cell header="yes"><xsl:apply-templates select="." mode="nach"/></cell></xsl:for-each>
          <cell header="yes">zu&#xAD;sammen</cell>
        </row>
      </head>
      <body>
        <xsl:for-each select="$bewegung/platz[@vorher &gt; 0 or @vorher-text = $zeichen]">
          <xsl:variable name="von" select="@code"/>
          <row>
            <cell header="yes"><xsl:apply-templates select="." mode="von"/></cell>
            <xsl:for-each select="$nach">
              <xsl:variable name="schritt" select="$bewegung/schritt[@von = $von and @nach = current()/@code]"/>
              <cell>
                <xsl:if test="$von = @code and $schritt"><xsl:attribute name="strong">yes</xsl:attribute></xsl:if>
                <xsl:choose>
                  <xsl:when test="$schritt"><xsl:value-of select="$schritt/@text"/></xsl:when>
                  <xsl:otherwise><muted>–</muted></xsl:otherwise>
                </xsl:choose>
              </cell>
            </xsl:for-each>
            <cell><xsl:value-of select="@vorher-text"/></cell>
          </row>
        </xsl:for-each>
      </body>
      <foot>
        <row strong="yes">
          <cell header="yes">zusammen</cell>
          <xsl:for-each select="$nach"><cell><xsl:value-of select="@jetzt-text"/></cell></xsl:for-each>
          <cell/>
        </row>
      </foot>
    </table>
    <xsl:call-template name="legende"><xsl:with-param name="in" select="$bewegung/platz | $bewegung/schritt"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="platz" mode="von">
    <xsl:choose>
      <xsl:when test="@code = 'ausserhalb'">nicht in Betreuung</xsl:when>
      <xsl:when test="@code = 'anderes_team'">in anderem Team</xsl:when>
      <xsl:otherwise><xsl:value-of select="/ergebnis/urteile/art[@code = current()/@code]/@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="platz" mode="nach">
    <xsl:choose>
      <xsl:when test="@code = 'ausserhalb'">abge&#xAD;gangen</xsl:when>
      <xsl:when test="@code = 'anderes_team'">anderes Team</xsl:when>
      <xsl:otherwise><xsl:apply-templates select="/ergebnis/bereich[1]/gruppen[@nach = 'gesamt']/gruppe/urteil[@code = current()/@code]" mode="spalte"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
